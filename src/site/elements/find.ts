/**
 * The element that a component's markup promises.
 * @throws when the markup and its script have come apart.
 */
export function find<Found extends HTMLElement = HTMLElement>(
  within: ParentNode,
  selector: string,
  type?: new () => Found,
): Found {
  const found = within.querySelector(selector)
  if (found instanceof (type ?? HTMLElement)) return found as Found
  throw new Error(`no ${selector} in this element's markup`)
}
