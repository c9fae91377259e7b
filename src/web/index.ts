export { routes, routeMap } from './routes.tsx'
export type { Role } from './routes.tsx'
export type { Site } from './deps.ts'
export { renewalRoutes } from './renewal/renewal.tsx'
