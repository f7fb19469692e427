import { useLayoutEffect, useRef } from "preact/hooks";
import { hasLetterKeys } from "./review_settings.ts";

/** What keys do, by the character they give. */
export type Shortcuts = Readonly<Record<string, () => void>>;

/** Lets single keys do something while nobody writes text, no dialog is open and they are switched on. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const newest = useRef(shortcuts);
  newest.current = shortcuts;
  useLayoutEffect(() => { // as soon as what the keys are for is seen
    const answer = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (hasLetterKeys.get() === "off" || isWriting(event.target)) return;
      if (document.querySelector("dialog[open]") !== null) return;
      const act = Object.hasOwn(newest.current, event.key) ? newest.current[event.key] : undefined;
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", answer);
    return () => document.removeEventListener("keydown", answer);
  }, []);
}

/** Whether a key is text there, or chooses among options. */
function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) {
    return target.type !== "radio" && target.type !== "checkbox";
  }
  return target.isContentEditable || ["TEXTAREA", "SELECT"].includes(target.tagName);
}
