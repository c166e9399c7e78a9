/** Dragging by mouse, and by finger at a grip: the thing goes back to where it was, and what becomes of it is another's to say. */

const FAR = 6;
const EDGE = 48;
const STEP = 12;
// Longer than the click that follows a drag.
const AFTER_CLICK = 60;

/**
 * Let things in `root` be dragged. `options`:
 *   item    what is dragged, a selector
 *   grip    the part of it by which a finger drags it; anywhere else a finger scrolls
 *   target  what it is dropped on; the one it stands in is none
 *   still   parts that are pressed and not dragged
 *   drop    called with the thing and the target
 */
export function draggable(root, { item, grip, target, still, drop }) {
  let drag = null;

  const targetAt = ({ clientX, clientY }) => document.elementFromPoint(clientX, clientY)?.closest(target);

  function mark(over) {
    for (const one of root.querySelectorAll(target)) one.classList.toggle("is-over-here", one === over && !one.contains(drag?.thing));
  }

  function begin() {
    drag.isMoving = true;
    drag.thing.classList.remove("is-back");
    drag.thing.classList.add("is-dragged");
    document.body.classList.add("is-dragging");
  }

  function end() {
    drag.thing.classList.add("is-back");
    drag.thing.classList.remove("is-dragged");
    drag.thing.style.transform = "";
    document.body.classList.remove("is-dragging");
    mark(null);
    drag = null;
  }

  root.addEventListener("dragstart", (event) => event.preventDefault());

  root.addEventListener("pointerdown", (event) => {
    const thing = event.target.closest(item);
    if (!thing || event.button || event.target.closest(still)) return;
    if (event.pointerType !== "mouse" && !event.target.closest(grip)) return;
    drag = { thing, id: event.pointerId, x: event.clientX, y: event.clientY, left: root.scrollLeft, top: scrollY };
  });

  document.addEventListener("pointermove", (event) => {
    if (drag?.id !== event.pointerId) return;
    if (!drag.isMoving && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < FAR) return;
    if (!drag.isMoving) begin();
    const across = event.clientX - drag.x + root.scrollLeft - drag.left;
    const down = event.clientY - drag.y + scrollY - drag.top;
    drag.thing.style.transform = `translate(${across}px, ${down}px)`;
    mark(targetAt(event));
    scrollAtEdge(root, event);
  });

  document.addEventListener("pointerup", (event) => {
    if (drag?.id !== event.pointerId) return;
    const { thing, isMoving } = drag;
    const over = isMoving && targetAt(event);
    if (!isMoving) {
      drag = null;
      return;
    }
    end();
    swallowClick();
    if (over && over !== thing.closest(target)) setTimeout(() => drop(thing, over), AFTER_CLICK);
  });

  document.addEventListener("pointercancel", () => drag && end());
  document.addEventListener("keydown", (event) => event.key === "Escape" && drag?.isMoving && end());
}

/** The click that ends a drag is no click on what lies under it. */
function swallowClick() {
  const swallow = (click) => {
    click.preventDefault();
    click.stopPropagation();
  };
  document.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => document.removeEventListener("click", swallow, { capture: true }), AFTER_CLICK - 10);
}

function scrollAtEdge(root, { clientX, clientY }) {
  const box = root.getBoundingClientRect();
  if (clientX > Math.min(box.right, innerWidth) - EDGE) root.scrollLeft += STEP;
  if (clientX < box.left + EDGE) root.scrollLeft -= STEP;
  if (clientY > innerHeight - EDGE) scrollBy(0, STEP);
  if (clientY < EDGE) scrollBy(0, -STEP);
}
