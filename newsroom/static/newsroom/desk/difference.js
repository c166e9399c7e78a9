/** What leads from one text to another, word by word. */

/** Return the pieces that lead from one text to another, word by word: {op: "same" | "ins" | "del", text}. */
export function difference(before, after) {
  const [a, b] = [before, after].map((text) => text.split(/(?<=\s)/u));
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const middle = between(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return [{ op: "same", text: a.slice(0, start).join("") }, ...middle, { op: "same", text: a.slice(a.length - end).join("") }]
    .filter((piece) => piece.text);
}

function between(a, b) {
  // Texts that share nothing worth finding are told as one replaced by the other.
  if (a.length * b.length > 2e6) return [{ op: "del", text: a.join("") }, { op: "ins", text: b.join("") }];
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const at = i * width + j;
      longest[at] = a[i] === b[j] ? longest[at + width + 1] + 1 : Math.max(longest[at + width], longest[at + 1]);
    }
  }
  const pieces = [];
  const add = (op, text) => {
    if (pieces.at(-1)?.op === op) pieces.at(-1).text += text;
    else pieces.push({ op, text });
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add("same", a[i]);
      i += 1;
      j += 1;
    } else if (j === b.length || (i < a.length && longest[(i + 1) * width + j] >= longest[i * width + j + 1])) {
      add("del", a[i]);
      i += 1;
    } else {
      add("ins", b[j]);
      j += 1;
    }
  }
  return pieces;
}
