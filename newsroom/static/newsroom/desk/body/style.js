/** House style while typing: curly quotes, dashes and the ellipsis. Backspace takes one back. */

import { Extension, InputRule } from "django-prose-editor/editor";

const OPENS = String.raw`(?:^|[\s([{<“‘«„‚¿¡/=—–-])`;

function rule(find, text) {
  return new InputRule({
    find,
    handler: ({ state, range }) => {
      state.tr.insertText(text, range.from, range.to);
    },
  });
}

export const HouseStyle = Extension.create({
  name: "houseStyle",
  addInputRules() {
    return [
      rule(new RegExp(`(?<=${OPENS})"$`), "“"),
      rule(/"$/, "”"),
      rule(new RegExp(`(?<=${OPENS})'$`), "‘"),
      rule(/'$/, "’"),
      rule(/(?<=(?:^|\s))‘(?=\d\ds$)/, "’"),
      rule(/–-$/, "—"),
      rule(/--$/, "–"),
      rule(/\.\.\.$/, "…"),
    ];
  },
});
