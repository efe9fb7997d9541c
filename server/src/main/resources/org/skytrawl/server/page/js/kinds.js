// Runs of the user, and those of tools that ask by SIA2 or SSA: these may be hundreds.

export const isOfTool = (run) => run.kind === "facade";

/** The runs to list: the user's own ones and the one that is open; with `tools` all. */
export function listed(runs, tools, current) {
  return tools ? runs : runs.filter((run) => !isOfTool(run) || run.id === current);
}

export const ofTools = (runs) => runs.filter(isOfTool).length;
