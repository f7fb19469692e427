import type { JSX } from "preact";

/** A choice among names; nothing where there is but one. */
export function Choice(
  { label, names, chosen, onChoose }: {
    readonly label: string;
    readonly names: readonly string[];
    readonly chosen: string | undefined;
    readonly onChoose: (name: string) => void;
  },
): JSX.Element | null {
  if (names.length < 2) return null;
  return (
    <label class="choice">
      <span>{label}</span>
      <select value={chosen} onChange={(event) => onChoose(event.currentTarget.value)}>
        {names.map((name) => <option key={name} value={name}>{name}</option>)}
      </select>
    </label>
  );
}
