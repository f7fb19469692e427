import { createStore, type Store } from "./create_store.ts";

/** How the page is coloured: as the system is, or as the reader chose. */
export type Theme = "system" | "light" | "dark";

const PLACE = "quakecast-theme";

/** The reader's choice, which is kept in the browser. */
export const theme: Store<Theme> = createStore(readTheme());

/** Whether the page is dark now; what is drawn on a canvas asks here. */
export function isDark(): boolean {
  const chosen = theme.get();
  return chosen === "system" ? darkSystem().matches : chosen === "dark";
}

/** Colours the page as chosen, and from now on as the choice changes. */
export function applyTheme(): void {
  const colour = () => {
    document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  };
  colour();
  darkSystem().addEventListener("change", colour);
  theme.listen(() => {
    localStorage.setItem(PLACE, theme.get());
    colour();
  });
}

const known = new Map<string, string>();

/** A colour of the theme as canvas takes it, such as `colourOf("ink")` for the variable --ink. */
export function colourOf(name: string): string {
  const place = `${isDark()} ${name}`;
  const colour = known.get(place) ?? resolveColour(name);
  known.set(place, colour);
  return colour;
}

/** The variable itself holds both colours; only an element shows which of them counts. */
function resolveColour(name: string): string {
  const probe = document.createElement("i");
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

function darkSystem(): MediaQueryList {
  return matchMedia("(prefers-color-scheme: dark)");
}

function readTheme(): Theme {
  const kept = localStorage.getItem(PLACE);
  return kept === "light" || kept === "dark" ? kept : "system";
}
