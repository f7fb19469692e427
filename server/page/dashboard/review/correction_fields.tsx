import type { JSX } from "preact";
import { FIELDS, textsOf } from "./read_correction.ts";
import type { ItemAnswer } from "./review_answers.ts";
import type { Draft } from "./use_draft.ts";

/** What is right instead: filled with what stands, and only what is changed is sent. */
export function CorrectionFields(
  { answer, draft }: { answer: ItemAnswer; draft: Draft },
): JSX.Element {
  const before = textsOf(answer);
  return (
    <div class="correction-fields">
      {FIELDS[answer.kind].map(({ name, label, holds, choices }, i) => {
        const shared = {
          class: i === 0 ? "first-correction" : undefined,
          value: draft.texts[name] ?? before[name],
        };
        const write = (event: { currentTarget: { value: string } }) =>
          draft.correct(name, event.currentTarget.value);
        return (
          <label key={name} class={`field ${name === "note" ? "wide" : ""}`}>
            <span>{label}</span>
            {choices === undefined
              ? (
                <input
                  {...shared}
                  inputMode={holds === "number" ? "decimal" : undefined}
                  autocomplete="off"
                  onInput={write}
                />
              )
              : (
                <select {...shared} onChange={write}>
                  {[...new Set([before[name], ...choices])].map((choice) => (
                    <option key={choice} value={choice}>{choice}</option>
                  ))}
                </select>
              )}
          </label>
        );
      })}
    </div>
  );
}
