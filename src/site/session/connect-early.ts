// A page that opens with a terminal connects while it is still being parsed: shell and page get ready side by side.
import { session } from './session.ts'

void session.start()
