import type { BadRowTally } from "./bad_row_tally.ts";
import type { CatalogueBuilder } from "./catalogue_builder.ts";
import type { ReadCatalogueResult } from "./read_result.ts";
import type { ResolvedColumns } from "./resolve_columns.ts";

/** The catalogue of so many rows that were read, and what is to be said of them; throws InputError where all were bad. */
export function catalogueOfRows(
  builder: CatalogueBuilder,
  { columns, tally, source, rows }: {
    columns: ResolvedColumns;
    tally: BadRowTally;
    source: string;
    rows: number;
  },
): ReadCatalogueResult {
  tally.refuseAllBad(rows);
  return {
    catalogue: builder.build(source),
    report: {
      ...{ source, layout: columns.layout, rows },
      skippedRows: tally.skippedRows,
      skippedByField: tally.skippedByField,
      firstSkipped: tally.firstSkipped,
      ignoredColumns: columns.ignoredColumns,
    },
  };
}
