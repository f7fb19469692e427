import {
  type ElicitationAnswer,
  type ElicitationQuestion,
  formatTime,
  InputError,
} from "../../domain/mod.ts";
import type { DatabaseConnection } from "./database_connection.ts";
import { readStoredJson, writeStoredJson } from "./stored_json.ts";

/**
 * Questions to experts and what they answered: lines are only added, and none once the window of the
 * question has begun, which the table itself holds to.
 */
export class ElicitationStore {
  #connection: DatabaseConnection;

  /** Works on a connection. */
  constructor(connection: DatabaseConnection) {
    this.#connection = connection;
  }

  /**
   * Writes a question down; false where there is one of this identifier already, which stays as it is.
   *
   * Throws InputError for one whose window has begun, or ends before it begins.
   */
  ask(question: ElicitationQuestion): boolean {
    const { id, askedMs, startMs, endMs } = question;
    if (!(endMs > startMs)) {
      throw new InputError("Cannot ask of a window that ends before it begins", {
        ...{ field: "end", value: formatTime(endMs) },
        expected: `a time after ${formatTime(startMs)}`,
      });
    }
    return this.#connection.transaction(() => {
      if (this.question(id) !== undefined) return false;
      refuseLate("ask", { startMs, nowMs: askedMs });
      this.#add("question", { id, author: question.model, recordedMs: askedMs, startMs }, question);
      return true;
    });
  }

  /**
   * Writes an answer down; an expert may answer again until the window begins, and the last answer counts.
   *
   * Throws InputError for a question that is not there, and from the beginning of its window on.
   */
  answer(answer: ElicitationAnswer): void {
    const { question: id, author, answeredMs } = answer;
    this.#connection.transaction(() => {
      const question = this.question(id);
      if (question === undefined) {
        throw new InputError("Cannot answer: there is no such question", {
          ...{ field: "question", value: id },
        });
      }
      const { startMs } = question;
      refuseLate("answer", { startMs, nowMs: answeredMs });
      this.#add("answer", { id, author, recordedMs: answeredMs, startMs }, answer);
    });
  }

  /** A question; undefined where it is not there. */
  question(id: string): ElicitationQuestion | undefined {
    return this.#read<ElicitationQuestion>("kind = 'question' AND question = ?", id)[0];
  }

  /** All questions, in the order in which they were asked. */
  questions(): ElicitationQuestion[] {
    return this.#read("kind = 'question'");
  }

  /** All answers to a question, or to all, in the order in which they were given. */
  answers(question?: string): ElicitationAnswer[] {
    return question === undefined
      ? this.#read("kind = 'answer'")
      : this.#read("kind = 'answer' AND question = ?", question);
  }

  #add(
    kind: "question" | "answer",
    { id, author, recordedMs, startMs }: {
      id: string;
      author: string;
      recordedMs: number;
      startMs: number;
    },
    document: ElicitationQuestion | ElicitationAnswer,
  ): void {
    this.#connection.run(
      "INSERT INTO elicitations (kind, question, author, recorded_ms, start_ms, document) " +
        "VALUES (?, ?, ?, ?, ?, ?)",
      ...[kind, id, author, recordedMs, startMs, writeStoredJson(document)],
    );
  }

  #read<Document>(condition: string, ...values: string[]): Document[] {
    return this.#connection.all<{ document: string }>(
      `SELECT document FROM elicitations WHERE ${condition} ORDER BY number`,
      ...values,
    ).map(({ document }) => readStoredJson<Document>(document));
  }
}

/** What is known once the window has begun is no forecast. */
function refuseLate(
  what: string,
  { startMs, nowMs }: { startMs: number; nowMs: number },
): void {
  if (nowMs < startMs) return;
  throw new InputError(`Cannot ${what} any more: the window has begun`, {
    ...{ field: "time", value: formatTime(nowMs) },
    expected: `a time before ${formatTime(startMs)}`,
  });
}
