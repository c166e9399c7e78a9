// The panels for publishing and withdrawing: opened over the page, kept true to what is chosen, and undone in time.

import { copies } from "./copying.js";
import { send } from "./sending.js";

const SIGNED_OUT = "You are signed out. Sign in in another window, then press the button again; all you typed is here.";
const NO_ANSWER = "The newsroom’s server did not answer. Nothing is known to be done: look at the story, then press again.";
const LOOK_AFTER = 150;
const MINUTE = 60_000;
// Undo is offered a little shorter than it works, and the story shown a little later than it is there.
const SURELY_LIVE = 2;

const here = () => location.pathname + location.search;
const parse = (html) => new DOMParser().parseFromString(html, "text/html").querySelector("form.pub");

document.addEventListener("click", async (event) => {
	const link = event.target.closest("[data-panel]");
	if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
	const address = link.href ?? addresses()[link.dataset.panel];
	if (!address) return;
	event.preventDefault();
	if (link.dataset.busy) return;
	link.dataset.busy = "1";
	try {
		if (await saved()) await open(address);
	} finally {
		delete link.dataset.busy;
	}
});

// The buttons of a story's form name their panel; the form knows the addresses.
const addresses = () => JSON.parse(document.getElementById("story-data")?.textContent ?? "{}").urls ?? {};

// The form of the story may have something to save first: a listener gives its promise to `waitUntil`. What could not
// be saved is not published: then no panel opens.
async function saved() {
	const waiting = [];
	const detail = { waitUntil: (promise) => waiting.push(promise) };
	document.querySelector("#story-form")?.dispatchEvent(new CustomEvent("desk:before-panel", { detail }));
	return !(await Promise.all(waiting)).includes(false);
}

async function open(address) {
	const url = new URL(address, location.href);
	url.searchParams.set("next", here());
	const answer = await fetch(url, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
	const form = answer?.ok ? parse(await answer.text()) : null;
	// A page of its own says what a panel cannot: signed out, forbidden, gone.
	if (!form) return location.assign(url);
	document.querySelector("dialog.pub-dialog")?.remove();
	const dialog = document.createElement("dialog");
	dialog.className = "pub-dialog";
	dialog.setAttribute("aria-labelledby", "publish-title");
	dialog.append(form);
	document.body.append(dialog);
	dialog.addEventListener("close", () => {
		dialog.remove();
		if (dialog.dataset.changed) location.reload();
	});
	dialog.showModal();
	begin(form);
	form.querySelector("#publish-title").focus();
}

class Panel {
	constructor(form) {
		this.form = form;
		this.asked = 0;
		this.looking = Promise.resolve();
		form.addEventListener("submit", (event) => this.submitted(event));
		form.addEventListener("click", (event) => this.clicked(event));
		form.addEventListener("input", (event) => this.chosen(event));
		this.clock = setInterval(() => this.ticked(), MINUTE);
		this.yours();
	}

	// Not `form.action`: that is the button of this name.
	get address() {
		return this.form.getAttribute("action");
	}

	get dialog() {
		return this.form.closest("dialog");
	}

	ticked() {
		if (!this.form.isConnected) clearInterval(this.clock);
		else if (this.form.querySelector(".pub-yours")) this.look();
	}

	chosen(event) {
		const { name } = event.target;
		if (name.startsWith("embargo_")) return;
		if (name === "day" || name === "time") this.form.elements.when.value = "at";
		const needs = this.form.querySelector("[data-note-for]")?.dataset.noteFor.split(" ") ?? [];
		if (name === "kind" && needs.includes(event.target.value)) this.form.elements.note.focus();
		clearTimeout(this.timer);
		this.wait();
		this.looking = new Promise((done) => {
			this.timer = setTimeout(() => this.look().then(done), LOOK_AFTER);
		});
	}

	clicked(event) {
		if (event.target.closest("[data-close]") && this.dialog) {
			event.preventDefault();
			this.dialog.close();
		}
		const jump = event.target.closest("[data-jump]");
		if (jump) this.jump(event, jump.dataset, jump.hash);
	}

	jump(event, { jump: field, passage, here: isHere }, hash) {
		const story = document.querySelector("#story-form");
		if (isHere !== undefined) {
			event.preventDefault();
			const place = this.form.querySelector(`#publish-${field}`);
			(place?.querySelector(".pub-twice input") ?? place?.querySelector("input:checked, input") ?? place)?.focus();
		} else if (story) {
			event.preventDefault();
			this.dialog?.close();
			const asked = new CustomEvent("desk:jump", { cancelable: true, bubbles: true, detail: { field, passage } });
			if (story.dispatchEvent(asked) && field !== "body") reach(document.getElementById(hash.slice(1)));
		}
	}

	submitted(event) {
		event.preventDefault();
		const button = event.submitter ?? this.form.querySelector("[name=action][value=look]");
		if (button.name === "preset") this.preset(button);
		else if (button.hasAttribute("formaction")) this.press(button, button.getAttribute("formaction"));
		else if (button.hasAttribute("data-go")) this.press(button, this.address);
		else if (button.value === "look") this.look();
		else this.redraw(button.value);
	}

	preset(button) {
		const { elements } = this.form;
		elements.when.value = "at";
		elements.day.value = button.dataset.day;
		elements.time.value = button.dataset.time;
		this.wait();
		this.looking = this.look({ preset: button.value });
	}

	// Until the button has its new name, for the blink of an eye, it is not to be pressed.
	wait() {
		if (this.form.hasAttribute("data-looks")) this.form.querySelector("[data-go]").setAttribute("aria-disabled", "true");
	}

	async post(address, more) {
		const data = new FormData(this.form);
		for (const [name, value] of Object.entries(more)) data.set(name, value);
		return send(address, data);
	}

	// Ask the server what the choice means, and show what has become of the checks and of the button.
	async look(more = {}) {
		// Withdrawing has nothing to choose; only its button asks the server for anything.
		if (!this.form.hasAttribute("data-looks")) return;
		const asked = ++this.asked;
		const answer = await this.post(this.address, { action: "look", ...more });
		if (asked !== this.asked) return;
		this.form.querySelector("[data-go]").removeAttribute("aria-disabled");
		if (!answer?.ok) return this.fail(answer);
		const fresh = parse(await answer.text());
		if (fresh.elements.version.value !== this.form.elements.version.value) return this.replace(fresh);
		this.say("");
		const focused = document.activeElement?.id;
		for (const part of fresh.querySelectorAll("[data-part]:not([data-part=error])")) {
			const old = this.form.querySelector(`[data-part="${part.dataset.part}"]`);
			if (!old.isEqualNode(part)) keepOpen(old, part).replaceWith(part);
		}
		if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus();
		this.yours();
	}

	async redraw(action) {
		const answer = await this.post(this.address, { action });
		const fresh = answer && answer.status !== 403 && answer.status !== 401 ? parse(await answer.text()) : null;
		if (!fresh) return this.fail(answer);
		if (answer.ok && this.dialog) this.dialog.dataset.changed = "1";
		this.replace(fresh);
	}

	async press(button, address) {
		if (this.busy) return;
		this.busy = true;
		this.form.setAttribute("aria-busy", "true");
		await this.looking;
		// The button may have been drawn anew while it was pressed; what it says now has not been read by anybody.
		const pressed = button.isConnected ? button : this.form.querySelector("[data-go]");
		const said = button.textContent === pressed.textContent;
		const answer = said ? await this.post(address, pressed.name ? { [pressed.name]: pressed.value } : {}) : null;
		this.busy = false;
		this.form.removeAttribute("aria-busy");
		if (!said) return this.say("The choice has changed meanwhile. Look at the button, and press again.");
		if (!answer?.ok) return this.refused(answer);
		const { next } = await answer.json();
		if (this.dialog) delete this.dialog.dataset.changed;
		if (next === here()) location.reload();
		else location.assign(next);
	}

	async refused(answer) {
		if (![400, 409, 422].includes(answer?.status)) return this.fail(answer);
		const { error } = await answer.json();
		await this.look();
		this.say(answer.status === 422 ? "Not yet: something must be mended first." : error);
		this.form.querySelector(".pub-gaps-must :is(a, button)")?.focus();
	}

	async fail(answer) {
		if (answer?.status === 401) return this.say(SIGNED_OUT);
		const data = await answer?.json().catch(() => null);
		this.say(data?.error ?? NO_ANSWER);
	}

	replace(fresh) {
		clearInterval(this.clock);
		this.form.replaceWith(fresh);
		begin(fresh);
		fresh.querySelector("#publish-title").focus();
	}

	say(text) {
		const place = this.form.querySelector("[data-part=error]");
		place.replaceChildren(...(text ? [Object.assign(document.createElement("p"), { textContent: text })] : []));
		if (text) place.scrollIntoView({ block: "nearest" });
	}

	// The same moment on the clock of whoever sits here, if theirs is another.
	yours() {
		const line = this.form.querySelector(".pub-yours");
		const { zone } = this.form.dataset;
		const mine = Intl.DateTimeFormat().resolvedOptions().timeZone;
		if (!line || !mine || !zone) return;
		const at = new Date(line.dataset.at);
		const [theirs, ours] = [wall(at, zone), wall(at, mine)];
		if (theirs.day === ours.day && theirs.time === ours.time) return;
		const when = theirs.day === ours.day ? ours.time : `${ours.day}, ${ours.time}`;
		line.textContent = `${when} for you in ${mine.split("/").at(-1).replaceAll("_", " ")}`;
		line.hidden = false;
	}
}

function wall(at, timeZone) {
	const day = new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short", day: "numeric", month: "short" });
	const time = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
	return { day: day.format(at).replace(",", ""), time: time.format(at) };
}

// What somebody has unfolded stays unfolded.
function keepOpen(old, fresh) {
	const shown = [...old.querySelectorAll("details")];
	fresh.querySelectorAll("details").forEach((details, index) => (details.open = shown[index]?.open ?? details.open));
	return old;
}

function reach(place) {
	if (!place) return;
	for (let around = place.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
	const typed = "input:not([type=hidden]), textarea, select, button";
	place.scrollIntoView({ block: "center" });
	(place.matches(typed) ? place : (place.closest(".field") ?? place).querySelector(typed))?.focus();
}

// What was published a moment ago: taken back until readers have it, then there to be seen.
function count(done) {
	const [view, copy, undo] = ["[data-view]", "[data-copy]", "[data-undo]"].map((name) => done.querySelector(name));
	const until = performance.now() + Number(done.dataset.seconds ?? 0) * 1000;
	const isCounted = done.dataset.seconds !== undefined;
	const tick = () => {
		const left = Math.ceil((until - performance.now()) / 1000);
		const isLive = !isCounted || left <= -SURELY_LIVE;
		if (view) view.hidden = !isLive;
		if (isCounted && undo) undo.textContent = `Undo (${Math.max(left, 0)} s)`;
		if (isCounted && left <= 0) undo?.closest("form")?.remove();
		if (!isLive) setTimeout(tick, 200);
	};
	if (copy) copies(copy);
	tick();
}

const begin = (form) => new Panel(form);
document.querySelectorAll("form.pub").forEach(begin);
document.querySelectorAll("[data-done]").forEach(count);
