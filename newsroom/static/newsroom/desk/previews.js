/** Preview links: the address that is told once is copied by a button. */

import { copies } from "./copying.js";

document.querySelectorAll("[data-copy]").forEach(copies);
