import { defineAction } from '../../define.ts'
import { stsErrors } from '../errors.ts'

/** Differs: no refusal of this account carries an encoded message, so none can be decoded.
 *  @see https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html */
export const decodeAuthorizationMessage = defineAction<{ EncodedMessage: string }>({
  name: 'DecodeAuthorizationMessage',
  handle() {
    throw stsErrors.invalidAuthorizationMessage()
  },
})
