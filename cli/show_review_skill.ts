import { prepareFiles } from "./prepare_files.ts";
import type { ReviewAnswer, ReviewWork } from "./review_work.ts";

/** Tells how automatic and reviewed answers differ over time, and draws it where asked to. */
export async function showReviewSkill(
  { path, values: { out } }: ReviewWork,
): Promise<ReviewAnswer> {
  await prepareFiles(out);
  const { openDatabase, writeFileWhole } = await import("../engine/storage/mod.ts");
  const { reviewSkill } = await import("../engine/monitoring/mod.ts");
  const { drawReviewSkill, reviewSkillText } = await import("../engine/drawing/mod.ts");
  using database = openDatabase(path, { mode: "read" });
  const skill = reviewSkill(database);
  const text = reviewSkillText(skill);
  if (out === undefined) return { document: skill, text };
  await writeFileWhole(out, new TextEncoder().encode(await drawReviewSkill(skill)));
  return { document: { ...skill, out }, text: `${text}\n\nWrote ${out}.` };
}
