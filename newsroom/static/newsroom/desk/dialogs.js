/** Small questions on the way: why a story is moved, what belongs to a new topic. */

import { ask, button, data } from "./asking.js";
import { make } from "./elements.js";

const WHY = "Say in a line what and why; it goes into the history and to those who wait for it.";

/** Ask why, or something else in a line; resolves to what was said, or to null when somebody goes back. */
export function reason(label, hint = WHY) {
  const text = make("textarea", { id: "reason", rows: 3, required: true });
  const ask_ = make("form", { method: "dialog" },
    make("h2", { id: "reason-title", textContent: label }),
    make("label", { htmlFor: "reason", textContent: hint }),
    text,
    make("p", { className: "dialog-actions" }, button("Back", () => dialog.close(""), "plain"), " ", make("button", { className: "act", value: "go", textContent: label })));
  const dialog = make("dialog", {}, ask_);
  dialog.setAttribute("aria-labelledby", "reason-title");
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      ask_.requestSubmit(ask_.querySelector(".act"));
    }
  });
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener("close", () => {
      done(dialog.returnValue === "go" ? text.value : null);
      dialog.remove();
    });
  });
}

/** Ask what belongs to a new topic and make it; `done` gets it. */
export function newTopic(name, done) {
  const line = make("input", { id: "topic-line", type: "text", required: true });
  const said = make("p", { role: "alert" });
  const inside = make("form", {},
    make("h2", { id: "topic-title", textContent: `New topic “${name}”` }),
    make("label", { htmlFor: "topic-line", textContent: "What belongs to it, in a line" }), line, said,
    make("p", { className: "dialog-actions" }, button("Back", () => dialog.close(), "plain"), " ", make("button", { className: "act", textContent: "Make the topic" })));
  const dialog = make("dialog", {}, inside);
  dialog.setAttribute("aria-labelledby", "topic-title");
  inside.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { status, data: made } = await ask(data.urls.topics, { body: new URLSearchParams({ name, introduction: line.value }) });
    if (status !== 201) {
      said.textContent = made.error || "The server does not answer. Try again.";
      return;
    }
    dialog.close();
    done(made);
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
