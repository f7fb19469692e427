import type { JSX } from "preact";
import { keyHeaders } from "../api_key.ts";
import { useStore } from "../create_store.ts";
import { CorrectionFields } from "./correction_fields.tsx";
import type { ItemAnswer } from "./review_answers.ts";
import { author } from "./review_settings.ts";
import { DECISIONS } from "./review_words.ts";
import type { Draft } from "./use_draft.ts";

/** What a person says of the item, why, and who says it. */
export function DecisionForm(
  { answer, draft }: { answer: ItemAnswer; draft: Draft },
): JSX.Element {
  const { decision, reason, refusal, isSending } = draft;
  const submit = (event: Event) => {
    event.preventDefault();
    draft.send();
  };
  const button = DECISIONS.find(([name]) => name === decision)?.[1].button ?? "Send";
  return (
    <section class="card" aria-labelledby="decision-title">
      <div class="card-head">
        <h2 id="decision-title">What do you say?</h2>
        {draft.isBegun && <p class="draft-chip">unsent draft</p>}
      </div>
      <form
        class="decision-form"
        onSubmit={submit}
        onKeyDown={(event) => event.key === "Escape" && draft.leave()}
      >
        <Decisions answer={answer} draft={draft} />
        {decision === "revised" && answer.kind !== "pick" && (
          <CorrectionFields answer={answer} draft={draft} />
        )}
        <label class="field wide">
          <span>Reason</span>
          <input
            id="review-reason"
            value={reason}
            required
            maxLength={2000}
            autocomplete="off"
            placeholder="such as “emergent onset, read on three components”"
            onInput={(event) => draft.giveReason(event.currentTarget.value)}
          />
        </label>
        {draft.isBehind && (
          <p class="review-note" role="status">
            Another person has said something of it meanwhile: look below before you send.
          </p>
        )}
        {refusal !== "" && <p class="refused" role="alert">{refusal}</p>}
        <Author />
        <div class="decision-buttons">
          <button type="submit" class="button" disabled={isSending}>{button}</button>
          {draft.isBegun && (
            <button type="button" class="key-button" onClick={draft.discard}>
              Discard the draft
            </button>
          )}
        </div>
      </form>
    </section>
  );
}

function Decisions({ answer, draft }: { answer: ItemAnswer; draft: Draft }): JSX.Element {
  return (
    <fieldset class="decisions">
      <legend class="unseen">Decision</legend>
      {DECISIONS.map(([name, { key, choice }]) => (
        <label key={name} data-decision={name}>
          <input
            type="radio"
            name="decision"
            checked={draft.decision === name}
            disabled={name === "undone" && answer.standing === undefined}
            onClick={() => draft.decide(name)}
          />
          <span>
            {choice} <kbd aria-hidden="true">{key}</kbd>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** The name is remembered; where there are API keys, the key is the name. */
function Author(): JSX.Element {
  const name = useStore(author, (value) => value);
  if (keyHeaders().authorization !== undefined) {
    return <p class="quiet field">It is signed with the name of your API key.</p>;
  }
  return (
    <label class="field">
      <span>Your name</span>
      <input
        id="review-author"
        value={name}
        required
        maxLength={200}
        autocomplete="username"
        onInput={(event) => author.set(event.currentTarget.value)}
      />
    </label>
  );
}
