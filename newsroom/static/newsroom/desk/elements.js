/** Elements made at once, and acts that wait until nobody asks for them any more. */

/** Make an element with properties and children; `data` is its dataset. */
export function make(tag, { data, ...properties } = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  Object.assign(element.dataset, data);
  element.append(...children);
  return element;
}

/** Call `act` once it has not been asked for so many milliseconds. */
export function patient(act, milliseconds) {
  let timer;
  const later = (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...given), milliseconds);
  };
  later.stop = () => clearTimeout(timer);
  return later;
}
