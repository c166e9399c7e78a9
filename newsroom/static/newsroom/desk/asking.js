/** Asking the server about the story of this page: as its person, with its token, once more when the token was old. */

import { make } from "./elements.js";

export const form = document.getElementById("story-form");
export const data = JSON.parse(document.getElementById("story-data").textContent);

const token = form.elements.csrfmiddlewaretoken;
const PATIENCE = 30_000;

/** Return {status, data}; status 0 means that no answer came, or half of one. `json` or `body` is what is sent. */
export async function ask(url, { method = "POST", json, body, again = true } = {}) {
  const headers = { "X-Requested-With": "fetch", "X-CSRFToken": token.value };
  if (json) headers["Content-Type"] = "application/json";
  const control = new AbortController();
  const patience = setTimeout(() => control.abort(), PATIENCE);
  let answer, said;
  try {
    answer = await fetch(url, { method, headers, body: json ? JSON.stringify(json) : body, signal: control.signal, keepalive: method === "DELETE" });
    const isJson = answer.headers.get("Content-Type")?.includes("json");
    said = isJson ? await answer.json() : { text: await answer.text() };
  } catch {
    return { status: 0, data: {} };
  } finally {
    clearTimeout(patience);
  }
  if (answer.status === 401) signedOut();
  if (answer.status === 403 && said.csrf && again && (await renew())) return ask(url, { method, json, body, again: false });
  return { status: answer.status, data: said };
}

/** Fetch the token of whoever is signed in now; return whether it is the person whose page this is. */
async function renew() {
  const { status, data: mine } = await ask(data.urls.token, { method: "GET", again: false });
  return status === 200 && take(mine);
}

function take(mine) {
  if (mine.user.id !== data.user.id) {
    bar("signed-out", `This page is ${data.user.name}’s, and ${mine.user.name} is signed in now. Sign in as ${data.user.name} to save; the text is kept on this computer.`, signIn());
    return false;
  }
  token.value = mine.token;
  document.getElementById("bar-signed-out")?.remove();
  return true;
}

/** Show a line above the story, one for each name; return it. */
export function bar(name, words, ...actions) {
  document.getElementById(`bar-${name}`)?.remove();
  const line = make("p", { id: `bar-${name}`, className: `bar bar-${name}` }, words, " ", ...actions);
  document.getElementById("desk-bars").prepend(line);
  return line;
}

export function button(label, act, className = "action") {
  const made = make("button", { type: "button", textContent: label, className });
  made.addEventListener("click", act);
  return made;
}

/** The form stays; signing in happens in a small window of its own, or in a new tab where windows are blocked. */
function signIn() {
  const address = `${data.login || "/admin/login/"}?next=${encodeURIComponent(data.urls.signed_in)}`;
  const link = make("a", { href: address, target: "_blank", rel: "opener", className: "action", textContent: "Sign in" });
  link.addEventListener("click", (event) => {
    if (window.open(address, "desk-sign-in", "popup,width=460,height=640")) event.preventDefault();
  });
  return link;
}

function signedOut() {
  if (!document.getElementById("bar-signed-out")) {
    bar("signed-out", "You are signed out. What you type is kept on this computer; sign in, and it is saved.", signIn());
  }
}

async function returned() {
  if (document.getElementById("bar-signed-out") && (await renew())) form.dispatchEvent(new CustomEvent("desk:signed-in"));
}

addEventListener("message", ({ origin, data: said }) => {
  if (origin !== location.origin || said?.type !== "desk:signed-in") return;
  if (take(said)) form.dispatchEvent(new CustomEvent("desk:signed-in"));
});
addEventListener("focus", returned);
