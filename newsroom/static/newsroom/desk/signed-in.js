/** Tells the window that opened this one that somebody is signed in again, and closes. */

const data = JSON.parse(document.getElementById("signed-in").textContent);

if (window.opener) {
  window.opener.postMessage({ type: "desk:signed-in", ...data }, window.location.origin);
  window.close();
}
