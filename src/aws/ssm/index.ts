export { getParameter } from './actions/get-parameter.ts'
export { getParametersByPath } from './actions/get-parameters-by-path.ts'
export { getParameters } from './actions/get-parameters.ts'
