/** Buttons that copy an address: hidden until the browser is known to let them. */

const FOR = 2000;

/** Let a button copy its `data-copy` and say so for a moment in its own words. */
export function copies(button) {
  if (!navigator.clipboard) return;
  button.hidden = false;
  const [words] = button.childNodes;
  const label = words.textContent;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(new URL(button.dataset.copy, location.href).href);
      words.textContent = "Copied";
    } catch {
      words.textContent = "Not copied: the browser forbids it";
    }
    setTimeout(() => { words.textContent = label; }, FOR);
  });
}
