import { isFileError } from '../../../machine/files/file-error.ts'
import { permits } from '../../../machine/files/inode.ts'
import type { Builtin } from './builtin.ts'

export const cd: Builtin = async (shell, words) => {
  const { state, process } = shell
  const operands = words.slice(1).filter((word) => !/^-[LP]+$/.test(word) && word !== '--')
  const [given] = operands
  const target = given === '-' ? (state.get('OLDPWD') ?? '') : (given ?? state.get('HOME') ?? '')
  const { files } = process
  try {
    const { inode, path } = files.stat(target || '.')
    if (inode.kind !== 'directory') return await cannot(`Not a directory`)
    if (!permits(inode, files.viewer, 1)) return await cannot('Permission denied')
    state.set('OLDPWD', files.cwd)
    files.cwd = words.includes('-P') ? path : files.absolute(target)
    state.set('PWD', files.cwd)
  } catch (error) {
    if (!isFileError(error)) throw error
    return cannot(error.message)
  }
  if (given === '-') await process.write(1, `${files.cwd}\n`)
  return 0

  async function cannot(reason: string): Promise<number> {
    await shell.error(`cd: can't cd to ${target}: ${reason}`)
    return 1
  }
}

export const pwd: Builtin = async (shell) => {
  await shell.process.write(1, `${shell.process.files.cwd}\n`)
  return 0
}

export const umask: Builtin = async (shell, words) => {
  const { files } = shell.process
  const [, mask] = words
  if (mask === undefined) await shell.process.write(1, `${files.umask.toString(8).padStart(4, '0')}\n`)
  else files.umask = parseInt(mask, 8)
  return 0
}

export const ulimit: Builtin = async (shell, words) => {
  const flag = words[1] ?? '-f'
  if (flag !== '-n' && words.length > 2) return 0
  await shell.process.write(1, flag === '-n' ? '1048576\n' : 'unlimited\n')
  return 0
}
