/** Lists of the form that are kept in one hidden input: who is credited, topics, links, the picture. */

import { data, form } from "./asking.js";
import { Combobox } from "./combobox.js";
import { newTopic } from "./dialogs.js";
import { make } from "./elements.js";

const ROLES = { words: "Words", pictures: "Pictures", video: "Video", reporting: "Additional reporting", editing: "Editing", translation: "Translation" };
const KINDS = { read_more: "Read more", background: "Background", follow_up: "Follow-up", source: "Source document" };
const lookup = (kind) => data.urls.lookup.replace("KIND", kind);
const names = (shown, key) => new Map((shown ?? []).map((each) => [each[key], each.label]));

const known = {
  bylines: names(data.bylines_shown, "person"),
  topics: names(data.topics_shown, "id"),
  links: names(data.links_shown?.filter(({ target }) => target), "target"),
};

const details = new Map((data.links_shown ?? []).map(({ target, detail }) => [target, detail]));

/** What each list is: how a line is called, made from a choice, made from words nobody is known by. */
const LISTS = {
  bylines: {
    called: (line) => line.name ?? known.bylines.get(line.person) ?? line.person,
    chosen: (result) => {
      known.bylines.set(result.id, result.label);
      return { person: result.id, role: "words" };
    },
    extra: (typed) => (typed ? [{ label: `Credit “${typed}”`, detail: "as a name without a page", line: { name: typed, role: "words" } }] : []),
    select: ["role", ROLES, "Role of"],
    has: (lines, result) => lines.some((line) => line.person === result.id && line.role === "words"),
  },
  topics: {
    called: (line) => known.topics.get(line) ?? line,
    chosen: (result) => {
      known.topics.set(result.id, result.label);
      return result.id;
    },
    extra: (typed, found, mayAdd) => (typed && mayAdd && !found.some(({ label }) => label.toLowerCase() === typed.toLowerCase())
      ? [{ label: `New topic “${typed}”`, detail: "You are asked what belongs to it", topic: typed }] : []),
    has: (lines, result) => lines.includes(result.id),
  },
  links: {
    called: (line) => known.links.get(line.target) ?? (line.hint || line.url || "Another story"),
    chosen: (result) => {
      known.links.set(result.id, result.label);
      details.set(result.id, result.detail);
      return { key: fresh(), target: result.id, kind: "read_more" };
    },
    extra: (typed) => {
      if (/^https?:\/\/\S+$/.test(typed)) return [{ label: typed, detail: "Link to this address", line: () => ({ key: fresh(), url: typed, kind: "source" }) }];
      return typed.length > 8 ? [{ label: `Wait for “${typed}”`, detail: "links itself when a story with this headline is out", line: () => ({ key: fresh(), hint: typed, kind: "read_more" }) }] : [];
    },
    select: ["kind", KINDS, "Kind of"],
    detail: (line) => (line.vetoed ? "Never linked" : line.hint && !line.target ? "Waits for its story" : details.get(line.target)),
    has: (lines, result) => result.id === data.uuid || lines.some((line) => line.target === result.id),
  },
};

const fresh = () => `link-${crypto.randomUUID().slice(0, 8)}`;

class Many {
  constructor(box) {
    this.name = box.dataset.many;
    this.field = form.elements[this.name];
    this.list = make("ol", { className: "lines" });
    this.list.setAttribute("aria-labelledby", box.getAttribute("aria-labelledby"));
    this.box = box;
    Object.assign(this, LISTS[this.name]);
    box.replaceChildren(this.list);
    if (!this.field.disabled) this.boxToAdd(box);
    form.addEventListener("desk:changed", ({ detail }) => { if (detail.field === this.name && this.field.value !== this.written) this.draw(); });
    this.draw();
  }

  get lines() {
    return JSON.parse(this.field.value || "[]");
  }

  boxToAdd(box) {
    const words = document.getElementById(box.getAttribute("aria-labelledby")).firstChild.textContent.trim();
    const input = make("input", { type: "text", placeholder: "Type to find", ariaLabel: `Add to ${words.toLowerCase()}` });
    box.append(make("div", { className: "finds" }, input));
    this.finder = new Combobox(input, {
      url: lookup(box.dataset.lookup),
      extra: this.extra,
      without: (result) => this.has(this.lines, result),
      choose: async (result) => {
        input.value = "";
        if (result.topic) return newTopic(result.topic, (made) => this.put([...this.lines, this.chosen(made)]));
        const line = typeof result.line === "function" ? result.line() : (result.line ?? this.chosen(result));
        return this.put([...this.lines, line]);
      },
    });
  }

  put(lines) {
    this.field.value = JSON.stringify(lines);
    this.written = this.field.value;
    this.draw();
    form.dispatchEvent(new CustomEvent("desk:changed", { detail: { field: this.name } }));
  }

  draw() {
    this.written = this.field.value;
    this.list.replaceChildren(...this.lines.map((line, index) => this.line(line, index)));
  }

  line(line, index) {
    const name = this.called(line);
    const item = make("li", { draggable: !this.field.disabled }, make("span", { className: "name", textContent: name }));
    const detail = this.detail?.(line);
    if (detail) item.append(make("small", { textContent: detail }));
    if (this.field.disabled) return item;
    if (this.select) item.append(this.choice(line, index, name));
    const act = (words, sign, press) => {
      const pressed = make("button", { type: "button", textContent: sign, ariaLabel: `${words} ${name}` });
      pressed.addEventListener("click", () => press(sign));
      return pressed;
    };
    const move = (to) => (sign) => this.move(index, to, sign, name);
    if (index) item.append(act("Up:", "↑", move(index - 1)));
    if (index < this.lines.length - 1) item.append(act("Down:", "↓", move(index + 1)));
    item.append(act("Remove", "×", () => this.remove(index, name)));
    this.dragged(item, index);
    return item;
  }

  /** The focus stays on the line that moved, and it is said where that is now. */
  move(from, to, sign, name) {
    this.put(moved(this.lines, from, to));
    const buttons = [...this.list.children[to].querySelectorAll("button")];
    (buttons.find(({ textContent }) => textContent === sign) ?? buttons[0]).focus();
    this.finder.say(`${name}: ${to + 1} of ${this.lines.length}`);
  }

  remove(index, name) {
    this.put(this.lines.filter((_, at) => at !== index));
    (this.list.children[index]?.querySelector("button:last-child") ?? this.finder.input).focus();
    this.finder.say(`${name} removed`);
  }

  choice(line, index, name) {
    const [key, words, what] = this.select;
    const select = make("select", { ariaLabel: `${what} ${name}` }, ...Object.entries(words).map(([value, text]) => make("option", { value, textContent: text })));
    select.value = line[key] ?? Object.keys(words)[0];
    select.addEventListener("change", () => {
      this.put(this.lines.map((each, at) => (at === index ? { ...each, [key]: select.value } : each)));
      this.list.children[index].querySelector("select").focus();
    });
    return select;
  }

  dragged(item, index) {
    item.addEventListener("dragstart", (event) => event.dataTransfer.setData(`text/x-${this.name}`, String(index)));
    item.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes(`text/x-${this.name}`)) event.preventDefault(); });
    item.addEventListener("drop", (event) => {
      event.preventDefault();
      this.put(moved(this.lines, Number(event.dataTransfer.getData(`text/x-${this.name}`)), index));
    });
  }
}

function moved(lines, from, to) {
  const [line] = lines.splice(from, 1);
  lines.splice(to, 0, line);
  return lines;
}

/** The lead picture: chosen by its title or credit; caption and description belong to this use of it. */
function picture(box) {
  const field = form.elements.picture;
  const labels = new Map(data.picture_shown ? [[data.picture_shown.image, data.picture_shown]] : []);
  const value = () => JSON.parse(field.value || "null");
  const put = (given, isDrawn = true) => {
    field.value = JSON.stringify(given);
    if (isDrawn) draw();
    form.dispatchEvent(new CustomEvent("desk:changed", { detail: { field: "picture" } }));
  };
  const words = (key, name, given) => {
    const input = make("textarea", { id: `picture-${key}`, rows: 2, value: given[key] ?? "", disabled: field.disabled });
    input.addEventListener("input", () => put({ ...value(), [key]: input.value }, false));
    return make("div", {}, make("label", { htmlFor: input.id, textContent: name }), input);
  };
  const decorative = (given) => {
    const input = make("input", { type: "checkbox", checked: given.is_decorative, disabled: field.disabled });
    input.addEventListener("change", () => put({ ...value(), is_decorative: input.checked }));
    return make("label", {}, input, " Decorative: says nothing that the text does not say");
  };
  const find = () => {
    const input = make("input", { type: "text", placeholder: "Type to find a picture", ariaLabel: "Choose a picture" });
    const around = make("div", { className: "finds" }, input);
    queueMicrotask(() => new Combobox(input, {
      url: lookup(box.dataset.lookup),
      choose: (result) => {
        labels.set(result.id, { label: result.label, credit: result.detail });
        put({ ...(value() ?? {}), image: result.id });
      },
    }));
    return around;
  };
  function draw() {
    const given = value();
    if (!given) return box.replaceChildren(make("p", { className: "none", textContent: "No picture yet." }), field.disabled ? "" : find());
    const { label = "A picture", credit = "" } = labels.get(given.image) ?? {};
    const shown = make("img", { alt: "", src: data.urls.lookup.replace("lookup/KIND/", `pictures/${given.image}-480.webp`), loading: "lazy" });
    const remove = make("button", { type: "button", className: "plain", textContent: "Remove the picture" });
    remove.addEventListener("click", () => put(null));
    return box.replaceChildren(shown, make("p", {}, label, " ", make("span", { className: "credit", textContent: credit })),
      words("caption", "Caption", given), given.is_decorative ? "" : words("alt", "Description for those who cannot see it", given),
      decorative(given), field.disabled ? "" : remove);
  }
  form.addEventListener("desk:changed", ({ detail }) => { if (detail.field === "picture" && !box.contains(document.activeElement)) draw(); });
  draw();
}

export function draw() {
  for (const box of document.querySelectorAll("[data-many]")) new Many(box);
  const box = document.querySelector("[data-picture]");
  if (box) picture(box);
}
