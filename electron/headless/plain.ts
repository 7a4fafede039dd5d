/** Text without characters that a terminal would obey. Further lines are indented. */
export const plain = (text: string): string => text.replace(/(?![\n\t])\p{Cc}/gu, '\uFFFD').replaceAll('\n', '\n    ')
