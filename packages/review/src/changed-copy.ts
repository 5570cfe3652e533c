/**
 * A copy of plain data with some members in place of its own. Members that are made only when somebody asks for them (the
 * rules of a file whose check is known from earlier) stay so, where a spread would ask.
 */
export function withChanges<Data extends object>(data: Data, changes: Partial<Data>): Data {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- members of the same types
  return Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(data), ...Object.getOwnPropertyDescriptors(changes) }) as Data;
}
