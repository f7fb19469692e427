import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useStore } from "../create_store.ts";
import { hasLetterKeys } from "./review_settings.ts";

/** Keys and what they do. */
const KEYS: readonly (readonly [keys: readonly string[], does: string])[] = [
  [["j", "k"], "next item, previous item; in the queue also the arrows up and down"],
  [["a"], "accept"],
  [["r"], "reject"],
  [["e"], "revise: move the pick, or write other values"],
  [["u"], "undo the newest review that stands"],
  [["l"], "on an event: locate it anew with what persons said of its picks, into the form"],
  [["f"], "choose what is listed"],
  [["←", "→"], "move a pick by 0.01 s; with Shift by 0.1 s"],
  [["PgUp", "PgDn"], "on the waveform: move the pick by 1 s"],
  [["+", "-"], "on the waveform: show less of it, or more"],
  [["p", "s"], "on the waveform: it is P, it is S"],
  [["Home"], "on the waveform: back to where it was"],
  [["Enter"], "on the waveform: write the reason; in the reason: send it"],
  [["Esc"], "in the form: back to the queue; what was written is kept as a draft"],
  [["?"], "these keys"],
];

/** Shows the keys, and switches those off that are single letters. */
export function KeysDialog(
  { isOpen, onClose }: { isOpen: boolean; onClose: () => void },
): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const letters = useStore(hasLetterKeys, (value) => value);
  useEffect(() => {
    if (isOpen && !dialog.current?.open) dialog.current?.showModal();
    if (!isOpen) dialog.current?.close();
  }, [isOpen]);
  return (
    <dialog ref={dialog} class="review-dialog" aria-labelledby="keys-title" onClose={onClose}>
      <h2 id="keys-title">Keys of the review page</h2>
      <dl class="keys">
        {KEYS.map(([keys, does]) => (
          <div key={does}>
            <dt>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input
          type="checkbox"
          checked={letters === "on"}
          onChange={(event) => hasLetterKeys.set(event.currentTarget.checked ? "on" : "off")}
        />
        <span>Single letters do something while no text is written</span>
      </label>
      <button type="button" class="button" autofocus onClick={onClose}>Close</button>
    </dialog>
  );
}
