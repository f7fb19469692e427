import { useRef, useState } from "preact/hooks";
import type { ItemState, ReviewDecision } from "../../../../engine/domain/mod.ts";
import { keyHeaders } from "../api_key.ts";
import { drafts, EMPTY, isBegun, withDraft, type Written } from "./drafts.ts";
import { nameItem } from "./name_item.ts";
import { type FieldTexts, readCorrection } from "./read_correction.ts";
import { type ItemAnswer, routeOfItem } from "./review_answers.ts";
import { author } from "./review_settings.ts";
import { sayDone } from "./review_words.ts";
import { sendReview, type SentReview } from "./send_review.ts";
import { useShortcuts } from "./use_shortcuts.ts";

/** What a person is about to say of an item. */
export interface Draft {
  /** What is said; undefined before that is chosen. */
  readonly decision: ReviewDecision | undefined;
  /** Why. */
  readonly reason: string;
  /** What was written into the fields of a correction. */
  readonly texts: FieldTexts;
  /** What is wrong with it; empty where nothing is. */
  readonly refusal: string;
  /** What became of the last one, in words. */
  readonly told: string;
  /** Whether it is on its way. */
  readonly isSending: boolean;
  /** Where another person was first: what stands now. */
  readonly conflict: ItemState | undefined;
  /** Whether another person said something since this was begun. */
  readonly isBehind: boolean;
  /** Chooses, and goes to where the next thing is written. */
  readonly decide: (decision: ReviewDecision) => void;
  /** Writes the reason. */
  readonly giveReason: (reason: string) => void;
  /** Corrects a value. */
  readonly correct: (name: string, text: string) => void;
  /** Writes a whole correction, and a reason where there is none; goes to the reason. */
  readonly propose: (texts: FieldTexts, reason: string) => void;
  /** Sends it. */
  readonly send: () => void;
  /** Goes back to the queue; what was written waits. */
  readonly leave: () => void;
  /** Forgets it. */
  readonly discard: () => void;
  /** Whether something is written and not sent. */
  readonly isBegun: boolean;
  /** After a conflict: reads the item anew; what was written stays. */
  readonly lookAgain: () => void;
}

interface Outcome {
  readonly refusal: string;
  readonly told: string;
  readonly isSending: boolean;
  readonly conflict?: ItemState;
}

const NONE: Outcome = { refusal: "", told: "", isSending: false };

/** A draft of a review: it is of the item as it was when the draft was begun, whatever comes meanwhile. */
export function useDraft(
  answer: ItemAnswer,
  { reload, onReviewed }: { reload: () => void; onReviewed: () => void },
): Draft {
  const [written, write] = useWritten(answer);
  const [outcome, setOutcome] = useState(NONE);
  const isSending = useRef(false);
  const [number, keep] = useNewest(answer);
  const begin = (more: Partial<Written>) => {
    setOutcome((now) => ({ ...now, refusal: "", told: "" }));
    write((now) => ({ ...now, seen: now.seen ?? number, ...more }));
  };
  const decide = (decision: ReviewDecision) => {
    if (decision === "undone" && answer.standing === undefined) {
      return setOutcome({ ...NONE, refusal: "There is no review that could be undone." });
    }
    begin({ decision });
    focusNext(decision === "revised" ? ".first-correction" : "#review-reason");
  };
  const send = async () => {
    if (isSending.current) return; // Enter was pressed twice
    isSending.current = true;
    setOutcome({ ...NONE, isSending: true });
    const { number: mine = 0, ...became } = await sendWritten(answer, { written, number });
    isSending.current = false;
    keep(mine);
    setOutcome(became);
    if (became.told === "") return;
    write(() => EMPTY);
    reload();
    onReviewed();
    focusNext("#review-told");
  };
  useDecisionKeys(decide);
  return {
    ...{ ...outcome, ...written, decision: written.decision, conflict: outcome.conflict, decide },
    isBehind: written.seen !== undefined && written.seen !== number,
    giveReason: (reason) => begin({ reason }),
    correct: (name, text) => {
      begin({ decision: "revised", texts: { ...written.texts, [name]: text } });
    },
    propose: (texts, reason) => {
      begin({ decision: "revised" });
      write((now) => proposed(now, texts, reason));
      focusNext("#review-reason");
    },
    send: () => void send(),
    ...leavingOf(written, (now, said) => {
      write(() => now);
      setOutcome({ ...NONE, told: said });
    }),
    lookAgain: () => {
      write((now) => ({ ...now, seen: outcome.conflict?.number }));
      setOutcome(NONE);
      reload();
      focusNext("#review-reason");
    },
  };
}

/** How a draft is left: kept where something is written, or forgotten. */
function leavingOf(
  written: Written,
  become: (now: Written, told: string) => void,
): Pick<Draft, "isBegun" | "leave" | "discard"> {
  const isKept = isBegun(written);
  return {
    isBegun: isKept,
    leave: () => {
      become(isKept ? written : EMPTY, isKept ? "Your draft is kept, not sent." : "");
      focusNext(".queue-row[aria-current], #item-title");
    },
    discard: () => {
      become(EMPTY, "The draft is discarded.");
      focusNext("#review-told");
    },
  };
}

/** A whole correction in what was written; a reason of one's own stays. */
function proposed(now: Written, texts: FieldTexts, reason: string): Written {
  const isSilent = now.reason.trim() === "";
  return { ...now, texts: { ...now.texts, ...texts }, reason: isSilent ? reason : now.reason };
}

/** What was written of the item, kept when another one is looked at. */
function useWritten(answer: ItemAnswer): [Written, (make: (now: Written) => Written) => void] {
  const path = routeOfItem(answer);
  const [written, setWritten] = useState(() => drafts.get()[path] ?? EMPTY);
  const newest = useRef(written); // two keys may come before it is drawn
  const write = (make: (now: Written) => Written) => {
    newest.current = make(newest.current);
    setWritten(newest.current);
    const { title } = nameItem(answer);
    drafts.set((all) => withDraft(all, path, { ...newest.current, title }));
  };
  return [written, write];
}

/** Number of the newest review that is known: the own one of just now may not be in the answer yet. */
function useNewest({ number }: ItemAnswer): [number, (kept: number) => void] {
  const kept = useRef(0);
  return [Math.max(number, kept.current), (mine) => {
    kept.current = Math.max(kept.current, mine);
  }];
}

/** Letters decide on what is shown: on another row of the queue they show that one first. */
function useDecisionKeys(decide: (decision: ReviewDecision) => void): void {
  const decideShown = (decision: ReviewDecision) => {
    const other = document.querySelector<HTMLElement>(".queue-row:focus:not([aria-current])");
    if (other === null) decide(decision);
    else other.click();
  };
  useShortcuts({
    a: () => decideShown("accepted"),
    r: () => decideShown("rejected"),
    e: () => decideShown("revised"),
    u: () => decideShown("undone"),
  });
}

/** What becomes of what was written: told where it is kept. */
async function sendWritten(
  answer: ItemAnswer,
  { written, number: newest }: { written: Written; number: number },
): Promise<Outcome & { readonly number?: number }> {
  const made = makeReview(answer, written);
  if ("fault" in made) return { ...NONE, refusal: made.fault };
  const seen = written.seen ?? newest;
  const result = await sendReview(answer, { seen, review: made.review });
  if ("refusal" in result) return { ...NONE, refusal: result.refusal };
  if ("conflict" in result) return { ...NONE, conflict: result.conflict };
  const { number, decision } = result.review;
  const { title } = nameItem(answer);
  return {
    ...NONE,
    number,
    told: `Kept as review ${number}: you ${
      sayDone(decision)
    } the ${answer.kind} ${title}. Next: j.`,
  };
}

function makeReview(
  answer: ItemAnswer,
  { decision, reason, texts }: Written,
): { review: SentReview } | { fault: string } {
  if (decision === undefined) return { fault: "Choose first: accept, reject or revise." };
  const isKeyed = keyHeaders().authorization !== undefined;
  const said = {
    decision,
    reason: reason.trim(),
    ...(isKeyed ? {} : { author: author.get().trim() }),
  };
  if (decision !== "revised") return { review: said };
  const read = readCorrection(answer, texts);
  return "fault" in read ? read : { review: { ...said, correction: read.correction } };
}

/** Frames within which what is to have the focus is drawn, and a dialog above it closed. */
const MOST_FRAMES = 30;

/** Once it is drawn. */
function focusNext(selector: string, frames = MOST_FRAMES): void {
  requestAnimationFrame(() => {
    const element = document.querySelector<HTMLElement>(selector);
    element?.focus();
    if (document.activeElement !== element && frames > 0) focusNext(selector, frames - 1);
  });
}
