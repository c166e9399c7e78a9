/** Two who changed the same field: side by side, mine, theirs or both; what is said can be read without colour. */

import { button } from "./asking.js";
import { make } from "./elements.js";

/** Ask for each conflict; resolves to the fields as chosen, or to null when somebody goes back to the text. */
export function choose(conflicts, by) {
  const dialog = make("dialog", { className: "conflicts" });
  const title = make("h2", { id: "conflicts-title", textContent: `${by} changed the same as you` });
  dialog.setAttribute("aria-labelledby", title.id);
  dialog.append(
    title,
    make("p", { textContent: "Nothing is saved yet and nothing is lost. Choose for each; the rest is merged." }),
    ...conflicts.map((each) => choice(each, by)),
    make("p", { className: "dialog-actions" },
      button("Back to the text", () => dialog.close(""), "plain"), " ",
      button("Save with what is chosen", () => dialog.close("take"), "act")),
  );
  document.body.append(dialog);
  dialog.showModal();
  const picked = ({ field }) => dialog.querySelector(`[name="conflict-${field}"]:checked`).value;
  return new Promise((done) => {
    dialog.addEventListener("close", () => {
      const chosen = Object.fromEntries(conflicts.map((each) => [each.field, each[picked(each)]]));
      dialog.remove();
      done(dialog.returnValue === "take" ? chosen : null);
    });
  });
}

function choice(conflict, by) {
  const isText = ["headline", "standfirst", "body"].includes(conflict.field);
  const between = conflict.field === "body" ? "\n" : " ";
  conflict.both = `${conflict.theirs}${between}${conflict.mine}`;
  const side = (value, words, text, isChosen) => make("div", { className: "side" },
    make("label", {}, make("input", { type: "radio", name: `conflict-${conflict.field}`, value, checked: isChosen }), ` ${words}`),
    text === null ? "" : make("blockquote", { textContent: text || "Nothing" }));
  return make("fieldset", {},
    make("legend", { textContent: conflict.label }),
    make("div", { className: "sides" }, side("mine", "Mine", conflict.said.mine, true), side("theirs", by, conflict.said.theirs, false)),
    isText ? side("both", "Both, theirs first", null, false) : "",
    make("h3", { textContent: "From theirs to mine" }), shown(conflict.pieces));
}

/** A difference that can be read without colour. */
export function shown(pieces) {
  return make("p", { className: "difference" }, ...pieces.map(({ op, text }) =>
    op === "ins" || op === "del" ? make(op, { textContent: text }) : text));
}
