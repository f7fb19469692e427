import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  InputError,
  preferredMagnitude,
  preferredOrigin,
  reviewedPick,
  type ReviewKind,
} from "../../../../engine/domain/mod.ts";
import type { Database } from "../../../../engine/storage/mod.ts";
import { makeEvent, makePick, withDatabase } from "./database_fixture.ts";

type Word = "accepted" | "rejected" | "revised" | "undone";

/** What somebody does: a review with the number they saw, or a program that finds something else. */
type Step =
  | { do: "review"; kind: ReviewKind; word: Word; value: number; stale: number }
  | { do: "find"; latitude: number; magnitude: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("review" as const),
      kind: fc.constantFrom<ReviewKind>("pick", "event", "magnitude"),
      word: fc.constantFrom<Word>("accepted", "rejected", "revised", "undone", "undone"),
      value: fc.integer({ min: 1, max: 80 }),
      stale: fc.constantFrom(0, 0, 0, 1),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("find" as const),
      latitude: fc.integer({ min: -80, max: -1 }),
      magnitude: fc.integer({ min: 1, max: 8 }),
    }),
  },
);

/** What one kind's item should be: a stack of what was said, and a count of all that was. */
interface Expected {
  count: number;
  stack: { word: Word; value?: number; meant: number; number: number }[];
}

const ID = { pick: "p", event: "e", magnitude: "e/magnitude", forecast: "" } as const;

/** A plain model of it all: what stands is on top of a stack; accepting means what stands at that time. */
class Model {
  found = { latitude: -1, magnitude: 4 };
  items: Record<string, Expected> = {
    pick: { count: 0, stack: [] },
    event: { count: 0, stack: [] },
    magnitude: { count: 0, stack: [] },
  };

  /** What a program says of it. */
  automatic(kind: ReviewKind): number {
    if (kind === "pick") return 0;
    return kind === "event" ? this.found.latitude : this.found.magnitude;
  }

  /** What a reader sees. */
  meant(kind: ReviewKind): number {
    const top = this.items[kind].stack.at(-1);
    if (top === undefined || top.word === "rejected") return this.automatic(kind);
    return top.meant;
  }

  review(kind: ReviewKind, word: Word, value: number): void {
    const item = this.items[kind];
    const number = ++item.count;
    if (word === "undone") {
      item.stack.pop();
      return;
    }
    // After a rejection nothing but earlier corrections is left of what persons found.
    const earlier = item.stack.filter((one) => one.word === "revised").at(-1)?.value;
    const isTheirs = item.stack.length > 0 && item.stack.at(-1)!.word !== "rejected";
    const stands = isTheirs ? item.stack.at(-1)!.meant : earlier ?? this.automatic(kind);
    const meant = word === "revised" ? value : stands;
    item.stack.push({ word, meant, number, ...(word === "revised" && { value }) });
  }
}

function correctionOf(kind: ReviewKind, value: number): object {
  if (kind === "pick") return { timeMs: value };
  return kind === "event" ? { latitude: value } : { magnitude: value / 10 };
}

function check(database: Database, model: Model): void {
  const { event, status } = database.events.get("e")!;
  for (const kind of ["pick", "event", "magnitude"] as const) {
    const { count, stack } = model.items[kind];
    const state = database.reviews.state(kind, ID[kind]);
    assertEquals([state.number, state.state, state.standing], [
      ...[count, stack.at(-1)?.word ?? "automatic", stack.at(-1)?.number],
    ]);
  }
  const pick = reviewedPick(makePick("p", 0), database.reviews.state("pick", "p"));
  if (model.items.pick.stack.at(-1)?.word !== "rejected") {
    assertEquals(pick.timeMs, model.meant("pick"));
  }
  assertEquals(preferredOrigin(event)!.latitude, model.meant("event"));
  const magnitude = model.items.magnitude.stack.at(-1)?.word === "rejected"
    ? undefined
    : model.meant("magnitude");
  assertEquals(preferredMagnitude(event)?.magnitude, magnitude);
  const isReviewed = model.items.event.stack.length + model.items.magnitude.stack.length > 0;
  const isRejected = model.items.event.stack.at(-1)?.word === "rejected";
  assertEquals(status, isRejected ? "deleted" : isReviewed ? "reviewed" : "automatic");
  if (!isReviewed) assertEquals(event, eventOf(model.found));
}

function eventOf({ latitude, magnitude }: Model["found"]) {
  return makeEvent("e", { timeMs: 1, latitude, magnitude, picks: [makePick("p", 0)] });
}

function act(database: Database, model: Model, one: Step): void {
  if (one.do === "find") {
    model.found = one;
    database.events.put([eventOf(one)], { recordedMs: 1, status: "automatic" });
    return;
  }
  const { kind, word, value, stale } = one;
  const { count, stack } = model.items[kind];
  const draft = {
    ...{ kind, itemId: ID[kind], decision: word, author: "a", reason: "r" },
    ...(kind === "magnitude" && { eventId: "e" }),
    ...(word === "revised" && { correction: correctionOf(kind, value) }),
  };
  const add = () => database.reviews.add(draft, { expectedNumber: count - stale, reviewedMs: 1 });
  if (stale > 0) {
    const outcome = add();
    assert("conflict" in outcome);
    assertEquals(outcome.conflict, database.reviews.state(kind, ID[kind]));
  } else if (word === "undone" && stack.length === 0) {
    assertThrows(add, InputError, "none stands");
  } else {
    assert("review" in add());
    model.review(kind, word, kind === "magnitude" ? value / 10 : value);
  }
}

Deno.test("whatever is reviewed, undone and found in between, what stands is what a plain model says", () =>
  withDatabase((database) => {
    database.picks.add([makePick("p", 0)], { recordedMs: 1 });
    let run = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 8, maxLength: 30 }), (steps) => {
        run++;
        try {
          database.transaction(() => {
            const model = new Model();
            database.events.put([eventOf(model.found)], { recordedMs: 1 });
            for (const one of steps) {
              act(database, model, one);
              check(database, model);
            }
            assertEquals(database.check(), []);
            throw new RollBack();
          });
        } catch (error) {
          if (!(error instanceof RollBack)) throw error;
        }
      }),
      { numRuns: 200, seed: 7 },
    );
    assertEquals([run, database.reviews.list().length], [200, 0]);
  }));

/** Ends a transaction of which nothing shall stay. */
class RollBack extends Error {}
