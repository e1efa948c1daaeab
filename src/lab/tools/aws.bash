#!/bin/bash
# Runs the aws CLI.
#
# kubectl asks it for a token at each call, and a start of Python takes half a second, so a token is kept for ten of its fifteen
# minutes, where the CLI keeps those of assumed roles. Another identity (arguments, environment, configuration) is another token.
run=(@PYTHON@ -SE "${BASH_SOURCE[0]%/*}/../awscli/aws" "$@")
[[ " $* " == *" eks get-token "* ]] || exec "${run[@]}"

folder=~/.aws/cli/cache
key="$*-$AWS_PROFILE-$AWS_ACCESS_KEY_ID-${AWS_SESSION_TOKEN: -20}-$AWS_REGION-$AWS_DEFAULT_REGION-$AWS_CONFIG_FILE-$AWS_SHARED_CREDENTIALS_FILE"
kept=$folder/token-${key//[^A-Za-z0-9]/_}
printf -v now '%(%s)T'
if [[ -O $kept && ! ${AWS_CONFIG_FILE:-~/.aws/config} -nt $kept && ! ${AWS_SHARED_CREDENTIALS_FILE:-~/.aws/credentials} -nt $kept ]]; then
  { read -r until && IFS= read -rd '' token; } <"$kept"
  if ((until > now)); then
    printf %s "$token"
    exit
  fi
fi
token=$("${run[@]}") || exit
printf '%s\n' "$token"
# Written beside and moved, so that nobody reads half a token; a home without room keeps none.
umask 077
{ mkdir -p "$folder" && printf '%s\n%s\n' $((now + 600)) "$token" >"$kept.$$" && mv "$kept.$$" "$kept"; } 2>/dev/null
exit 0
