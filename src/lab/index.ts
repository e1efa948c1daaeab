export { createLab, loadModels, type Lab, type LabOptions, type LabSnapshot } from './lab.ts'
export { serveHeadless, type Headless } from './headless.ts'
export { ensureTools, UnsupportedPlatform, type Tools, type ToolsProgress } from './tools/tools.ts'
