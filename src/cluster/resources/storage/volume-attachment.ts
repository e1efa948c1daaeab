import { semanticEqual } from '../../apimachinery/deep.ts'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import type { JsonObject } from '../../apimachinery/object.ts'
import { checkSubdomain } from '../../apimachinery/names.ts'
import { internalValue } from '../core/pod-spec/internal-pod-spec.ts'
import { validateDriverName } from '../core/pod-spec/volume-sources.ts'
import { defaultPersistentSource } from '../core/volumes/source-defaults.ts'
import { validateVolumeSpec } from '../core/volumes/volume-spec.ts'
import { defineResource } from '../define-resource.ts'
import { VolumeAttachment } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { checkName, checkRange, requireText } from '../shared/rules.ts'

const MAX_CODE = 2_147_483_647
const MAX_MESSAGE = 1024

export const volumeAttachment = defineResource<types.VolumeAttachment>({
  type: VolumeAttachment,
  returnsDeleted: true,
  unconditionalUpdate: false,
  generation: 'none',
  statusKeepsMetadata: 'all',
  defaults({ spec }) {
    const inline = spec?.source?.inlineVolumeSpec
    if (inline) defaultPersistentSource(inline)
  },
  validate(attachment, errors) {
    validateAttachment(attachment, errors)
    validateNames(attachment, errors.at('spec'))
  },
  validateUpdate(attachment, old, errors) {
    validateAttachment(attachment, errors)
    if (!semanticEqual(attachment.spec, old.spec))
      errors.at('spec').invalid(internalSpec(attachment.spec), 'field is immutable')
  },
  columns: [
    nameColumn,
    { name: 'Attacher', format: 'name', value: ({ spec }) => spec.attacher },
    { name: 'PV', value: ({ spec }) => spec.source?.persistentVolumeName ?? '' },
    { name: 'Node', value: ({ spec }) => spec.nodeName },
    { name: 'Attached', type: 'boolean', value: ({ status }) => status?.attached ?? false },
    ageColumn,
  ],
})

function validateAttachment({ spec, status }: types.VolumeAttachment, errors: FieldErrors): void {
  const at = errors.at('spec')
  requireText(spec?.attacher, at.at('attacher'))
  validateSource(spec?.source ?? {}, at.at('source'))
  checkName(spec?.nodeName ?? '', checkSubdomain, at.at('nodeName'))
  for (const field of ['attachError', 'detachError'] as const)
    if (status?.[field]) validateError(status[field], errors.at('status', field))
}

/** Rules of the names in a new attachment, which old ones need not follow; `errors` stands at its spec. */
function validateNames({ spec }: types.VolumeAttachment, errors: FieldErrors): void {
  validateDriverName(spec?.attacher, errors.at('attacher'))
  checkName(spec?.source?.persistentVolumeName, checkSubdomain, errors.at('source', 'persistentVolumeName'))
}

function validateSource(source: types.VolumeAttachmentSource, errors: FieldErrors): void {
  const { persistentVolumeName, inlineVolumeSpec } = source
  if (persistentVolumeName === undefined && !inlineVolumeSpec)
    errors.required('must specify exactly one of inlineVolumeSpec and persistentVolumeName')
  else if (persistentVolumeName !== undefined && inlineVolumeSpec)
    errors.forbidden('must specify exactly one of inlineVolumeSpec and persistentVolumeName')
  else if (persistentVolumeName === '')
    errors.at('persistentVolumeName').required('must specify non empty persistentVolumeName')
  else if (persistentVolumeName === undefined)
    validateVolumeSpec(inlineVolumeSpec!, true, errors.at('inlineVolumeSpec'))
}

function validateError({ message = '', errorCode }: types.VolumeError, errors: FieldErrors): void {
  if (message.length > MAX_MESSAGE) errors.at('message').tooLong(MAX_MESSAGE)
  checkRange(errorCode, 0, MAX_CODE, errors.at('errorCode'))
}

/** As the real server keeps it internally, which the message shows. */
function internalSpec({ attacher, source, nodeName }: types.VolumeAttachmentSpec): JsonObject {
  const { persistentVolumeName, inlineVolumeSpec } = source ?? {}
  return {
    Attacher: attacher ?? '',
    Source: {
      PersistentVolumeName: persistentVolumeName ?? null,
      InlineVolumeSpec: inlineVolumeSpec ? internalValue(inlineVolumeSpec, 'PersistentVolumeSpec') : null,
    },
    NodeName: nodeName ?? '',
  }
}
