/** A list to choose from by arrow keys while the typing goes on elsewhere. */

let count = 0;

export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

export class Listbox {
  /** `owner` is what has the focus; `choose` is called with an option's value. */
  constructor(owner, label, choose) {
    this.owner = owner;
    this.choose = choose;
    this.options = [];
    this.active = -1;
    this.id = `body-list-${count += 1}`;
    this.list = make("ul", { id: this.id, className: "body-options", role: "listbox", ariaLabel: label, hidden: true });
    this.status = make("p", { className: "body-status", role: "status" });
    this.dom = make("div", { className: "body-list" }, this.list, this.status);
    // The focus stays where the typing is.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const item = event.target.closest("[role=option]");
      if (item) this.choose(this.options[[...this.list.children].indexOf(item)].value);
    });
  }

  /** Show options, each {label, detail, value}, the first one active; `message` says what there is to know. */
  show(options, message = "") {
    this.options = options;
    this.status.textContent = message;
    this.list.replaceChildren(...options.map((option, index) => make(
      "li", { id: `${this.id}-${index}`, role: "option" },
      make("b", { textContent: option.label }), " ", make("span", { textContent: option.detail || "" }),
    )));
    this.list.hidden = !options.length;
    this.owner.setAttribute("aria-controls", this.id);
    this.move(options.length ? 0 : -1);
  }

  close() {
    this.options = [];
    this.active = -1;
    this.list.hidden = true;
    this.owner.removeAttribute("aria-controls");
    this.owner.removeAttribute("aria-activedescendant");
  }

  move(index) {
    this.active = index;
    [...this.list.children].forEach((item, at) => item.setAttribute("aria-selected", at === index));
    if (index < 0) return this.owner.removeAttribute("aria-activedescendant");
    this.owner.setAttribute("aria-activedescendant", `${this.id}-${index}`);
    this.list.children[index].scrollIntoView({ block: "nearest" });
  }

  /** Take an arrow key or Enter; return whether it was one. */
  takes(event) {
    const { length } = this.options;
    if (!length || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "ArrowDown") this.move((this.active + 1) % length);
    else if (event.key === "ArrowUp") this.move((this.active + length - 1) % length);
    else if (event.key === "Enter" && this.active >= 0) this.choose(this.options[this.active].value);
    else return false;
    event.preventDefault();
    return true;
  }
}
