/** Whether single letters are shortcuts in this browser. */

const STORED = "desk:letters";

export const letters = () => localStorage.getItem(STORED) !== "off";
export const setLetters = (isOn) => localStorage.setItem(STORED, isOn ? "on" : "off");
