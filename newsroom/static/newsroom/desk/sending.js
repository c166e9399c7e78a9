/** Posting from a page that was open for long: once more with a new token, if the same person has signed in again. */

const here = document.getElementById("user-tools").dataset;
const tokens = () => document.getElementsByName("csrfmiddlewaretoken");
const headers = { "X-Requested-With": "fetch" };

/** Post a form’s data as one of our scripts; resolves to the answer, or to null when none came. */
export async function send(address, body) {
  body.set("csrfmiddlewaretoken", tokens()[0].value);
  const post = () => fetch(address, { method: "POST", body, headers }).catch(() => null);
  const answer = await post();
  const isOld = answer?.status === 403 && (await answer.clone().json().catch(() => null))?.csrf;
  if (!isOld || !(await renewed())) return answer;
  body.set("csrfmiddlewaretoken", tokens()[0].value);
  return post();
}

/** Give the page the token of whoever is signed in now; return whether that is the person whose page it is. */
async function renewed() {
  const answer = await fetch(here.token, { headers }).catch(() => null);
  const mine = answer?.ok ? await answer.json() : null;
  if (String(mine?.user.id) !== here.user) return false;
  for (const field of tokens()) field.value = mine.token;
  return true;
}
