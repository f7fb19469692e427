import type { JSX } from "preact";
import { useStore } from "./create_store.ts";
import { type Theme, theme } from "./theme.ts";

const CHOICES: readonly (readonly [Theme, string])[] = [
  ["system", "Auto"],
  ["light", "Light"],
  ["dark", "Dark"],
];

/** The switch between light, dark and as the system is. */
export function ThemeSwitch(): JSX.Element {
  const chosen = useStore(theme, (value) => value);
  return (
    <fieldset class="theme-switch">
      <legend class="unseen">Colours</legend>
      {CHOICES.map(([value, label]) => (
        <label key={value}>
          <input
            type="radio"
            name="theme"
            value={value}
            checked={chosen === value}
            onChange={() => theme.set(value)}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
