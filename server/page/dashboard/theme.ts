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

/** Value of a colour of the theme, such as `colourOf("ink")` for the variable --ink. */
export function colourOf(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function darkSystem(): MediaQueryList {
  return matchMedia("(prefers-color-scheme: dark)");
}

function readTheme(): Theme {
  const kept = localStorage.getItem(PLACE);
  return kept === "light" || kept === "dark" ? kept : "system";
}
