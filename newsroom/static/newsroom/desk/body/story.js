/** What the page knows of the story in the form: its addresses, and the desk's look-ups. */

const data = JSON.parse(document.getElementById("story-data")?.textContent || "{}");

export const urls = data.urls || {};
export const linksShown = data.links_shown || [];
export const embedHosts = data.embeds || null;
export const csrf = () => document.querySelector("#story-form [name=csrfmiddlewaretoken]")?.value || data.csrf || "";

/** Return [{id, label, detail, …}] of what the desk knows by `query`; throws when it cannot be asked. */
export async function lookup(kind, query, signal) {
  const url = `${urls.lookup.replace("KIND", kind)}?q=${encodeURIComponent(query)}`;
  const answer = await fetch(url, { signal, headers: { "X-Requested-With": "fetch" } });
  if (!answer.ok) throw new Error(`The look-up answered ${answer.status}.`);
  return (await answer.json()).results;
}

/** Return a function that runs `ask(query, signal)` after a pause, and gives up on the question before it. */
export function patient(ask, pause = 150) {
  let timer, control;
  return (query) => {
    clearTimeout(timer);
    control?.abort();
    if (query === null) return;
    control = new AbortController();
    const { signal } = control;
    timer = setTimeout(() => ask(query, signal).catch((error) => {
      if (!signal.aborted) throw error;
    }), pause);
  };
}
