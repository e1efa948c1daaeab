$ helm create demo; find demo -type f | sort; helm lint demo | grep -v icon; helm lint demo --strict | tail -1; helm show chart demo; helm show values demo | head -5; helm show all demo | wc -l | sed 's/[0-9][0-9]*/N/'; helm show readme demo
Creating demo
demo/.helmignore
demo/Chart.yaml
demo/templates/NOTES.txt
demo/templates/_helpers.tpl
demo/templates/deployment.yaml
demo/templates/hpa.yaml
demo/templates/httproute.yaml
demo/templates/ingress.yaml
demo/templates/service.yaml
demo/templates/serviceaccount.yaml
demo/templates/tests/test-connection.yaml
demo/values.yaml
==> Linting demo

1 chart(s) linted, 0 chart(s) failed
1 chart(s) linted, 0 chart(s) failed
apiVersion: v2
appVersion: 1.16.0
description: A Helm chart for Kubernetes
name: demo
type: application
version: 0.1.0

# Default values for demo.
# This is a YAML-formatted file.
# Declare variables to be passed into your templates.

# This will set the replicaset count more information can be found here: https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/
N

$ helm template r demo --set autoscaling.enabled=true --set ingress.enabled=true | grep -E '^(kind|apiVersion)'; helm template r demo --api-versions nope/v1 --kube-version 1.30 | grep -c kind; helm template r demo --set replicaCount=x | grep replicas; helm template r demo --set service.port=null 2>&1 | tail -1 | cut -c1-80
apiVersion: v1
kind: ServiceAccount
apiVersion: v1
kind: Service
apiVersion: apps/v1
kind: Deployment
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
apiVersion: networking.k8s.io/v1
kind: Ingress
apiVersion: v1
kind: Pod
4
  replicas: x
  restartPolicy: Never

$ helm install r demo --wait --timeout 30s | sed '/^LAST/d' | head -8; kubectl get all -l app.kubernetes.io/instance=r --no-headers | awk '{print $1,$2}' | sed -E 's/-[a-z0-9]{8,10}(-[a-z0-9]{5})?( |$)/-H /'; kubectl get deploy r-demo -o jsonpath='{.metadata.labels}{"\n"}'; helm upgrade r demo --set autoscaling.enabled=true --set replicaCount=2 | grep -E 'REVISION|STATUS'; kubectl get hpa r-demo -o jsonpath='{.spec.minReplicas} {.spec.maxReplicas} {.spec.metrics[0].resource.target.averageUtilization}{"\n"}'
NAME: r
NAMESPACE: g-tools-helm-author
STATUS: deployed
REVISION: 1
DESCRIPTION: Install complete
NOTES:
1. Get the application URL by running these commands:
  export POD_NAME=$(kubectl get pods --namespace g-tools-helm-author -l "app.kubernetes.io/name=demo,app.kubernetes.io/instance=r" -o jsonpath="{.items[0].metadata.name}")
pod/r-demo-H 1/1
service/r-demo ClusterIP
deployment.apps/r-demo 1/1
replicaset.apps/r-demo-H 1
{"app.kubernetes.io/instance":"r","app.kubernetes.io/managed-by":"Helm","app.kubernetes.io/name":"demo","app.kubernetes.io/version":"1.16.0","helm.sh/chart":"demo-0.1.0"}
STATUS: deployed
REVISION: 2
1 100 80

$ helm package demo --version 1.2.3 --app-version 9 | sed "s#$PWD#DIR#"; helm show chart demo-1.2.3.tgz | grep -i version; helm upgrade r demo-1.2.3.tgz | grep REVISION; helm list -o json | jq -c '.[]|[.chart,.app_version]'; helm pull nope; helm package none; tar tzf demo-1.2.3.tgz | sort | head -3; helm repo list; helm repo index . && grep -c 'name: demo' index.yaml; helm search repo x; helm dependency list demo; helm dep up demo | cat; helm verify demo-1.2.3.tgz
Successfully packaged chart and saved it to: DIR/demo-1.2.3.tgz
apiVersion: v2
appVersion: "9"
version: 1.2.3
REVISION: 3
["demo-1.2.3","9"]
demo/.helmignore
demo/Chart.yaml
demo/templates/NOTES.txt
1
WARNING: no dependencies at demo/charts
! Error: non-absolute URLs should be in form of repo_name/path_to_chart, got: nope
! Error: stat none: no such file or directory
! no repositories to show
! Error: no repositories configured
! Error: could not load provenance file demo-1.2.3.tgz.prov: stat demo-1.2.3.tgz.prov: no such file or directory
[1]

$ printf 'dependencies:\n- {name: sub, version: 0.1.0, repository: "file://../sub", condition: sub.enabled, alias: kid}\n' >> demo/Chart.yaml; helm create sub >/dev/null; rm -rf sub/templates/*; printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Release.Name }}-{{ .Chart.Name }}}\ndata: {g: "{{ .Values.global.x }}", l: "{{ .Values.l }}"}\n' > sub/templates/c.yaml; helm template r demo | tail -1; helm dep list demo; helm dep update demo | tail -2; helm dep build demo | tail -1; helm dep list demo; helm template r demo --set global.x=7,kid.l=8 | grep -A1 'data: {g'; helm template r demo --set sub.enabled=false --show-only charts/kid/templates/c.yaml 2>&1 | tail -1
NAME  VERSION  REPOSITORY  STATUS
sub  0.1.0  file://../sub  missing

Saving 1 charts
Deleting outdated charts
Deleting outdated charts
NAME  VERSION  REPOSITORY  STATUS
sub  0.1.0  file://../sub  ok

data: {g: "7", l: "8"}
---
Error: could not find template charts/kid/templates/c.yaml in chart
! Error: an error occurred while checking for chart dependencies. You may need to run `helm dependency build` to fetch missing dependencies: found in Chart.yaml, but missing in charts/ directory: sub

$ printf '{"$schema":"http://json-schema.org/draft-07/schema#","type":"object","properties":{"replicaCount":{"type":"integer","minimum":1}},"required":["image"]}' > demo/values.schema.json; helm lint demo --set replicaCount=0 2>&1 | tail -8; helm upgrade r demo --set replicaCount=zero 2>&1 | head -6; helm template r demo --set replicaCount=-1 --skip-schema-validation | grep -c kind; echo '{{ fail "no way" }}' > demo/templates/fail.yaml; helm template r demo 2>&1 | tail -2; echo '{{ required "need foo" .Values.foo }}' > demo/templates/fail.yaml; helm upgrade r demo 2>&1 | tail -1; echo '{{ .Values.foo.bar.baz }}' > demo/templates/fail.yaml; helm template r demo 2>&1 | tail -1 | cut -c1-150; echo 'a: {{ if }}' > demo/templates/fail.yaml; helm template r demo 2>&1 | tail -1 | cut -c1-150; printf 'kind: ConfigMap\n' > demo/templates/fail.yaml; helm upgrade r demo 2>&1 | tail -1; printf 'apiVersion: v1\nkind: Nope\nmetadata: {name: x}\n' > demo/templates/fail.yaml; helm upgrade r demo 2>&1 | tail -1; rm demo/templates/fail.yaml
[ERROR] values.yaml: - at '/replicaCount': minimum: got 0, want 1

[ERROR] templates/: values don't meet the specifications of the schema(s) in the following chart(s):
demo:
- at '/replicaCount': minimum: got 0, want 1


Error: 1 chart(s) linted, 1 chart(s) failed
Error: UPGRADE FAILED: values don't meet the specifications of the schema(s) in the following chart(s):
demo:
- at '/replicaCount': got string, want integer

5

Use --debug flag to render out invalid YAML
Error: UPGRADE FAILED: execution error at (demo/templates/fail.yaml:1:3): need foo
Use --debug flag to render out invalid YAML
Use --debug flag to render out invalid YAML
Error: UPGRADE FAILED: error validating "": error validating data: apiVersion not set
ensure CRDs are installed first

$ helm env | grep -E 'HELM_(NAMESPACE|DRIVER|MAX_HISTORY)'; helm version --short | sed 's/+.*//'; helm version --template '{{.Version}}{{"\n"}}'; helm nope; helm install --help | head -3; helm plugin list; helm completion bash | head -1; helm get; helm list x; helm --kube-context nope list; helm --kubeconfig none list 2>&1 | cut -c1-90; helm list --kube-as-user nobody 2>&1 | cut -c1-160; helm uninstall r
HELM_MAX_HISTORY="10"
HELM_NAMESPACE="g-tools-helm-author"
v4.1.4
v4.1.4

This command installs a chart archive.

NAME  VERSION  TYPE  APIVERSION  PROVENANCE  SOURCE
# bash completion V2 for helm  -*- shell-script -*-

This command consists of multiple subcommands which can be used to
get extended information about the release, including:

- The values used to generate the release
- The generated manifest file
- The notes provided by the chart of the release
- The hooks associated with the release
- The metadata of the release

Usage:
  helm get [command]

Available Commands:
  all  download all information for a named release
  hooks  download all hooks for a named release
  manifest  download the manifest for a named release
  metadata  This command fetches metadata for a given release
  notes  download the notes for a named release
  values  download the values file for a named release

Flags:
  -h, --help  help for get

Global Flags:
      --burst-limit int  client-side default throttling limit (default 100)
      --color string  use colored output (never, auto, always) (default "auto")
      --colour string  use colored output (never, auto, always) (default "auto")
      --content-cache string  path to the directory containing cached content (e.g. charts) (default "<dir>/.cache/helm/content")
      --debug  enable verbose output
      --kube-apiserver string  the address and the port for the Kubernetes API server
      --kube-as-group stringArray  group to impersonate for the operation, this flag can be repeated to specify multiple groups.
      --kube-as-user string  username to impersonate for the operation
      --kube-ca-file string  the certificate authority file for the Kubernetes API server connection
      --kube-context string  name of the kubeconfig context to use
      --kube-insecure-skip-tls-verify  if true, the Kubernetes API server's certificate will not be checked for validity. This will make your HTTPS connections insecure
      --kube-tls-server-name string  server name to use for Kubernetes API server certificate validation. If it is not provided, the hostname used to contact the server is used
      --kube-token string  bearer token used for authentication
      --kubeconfig string  path to the kubeconfig file
  -n, --namespace string  namespace scope for this request
      --qps float32  queries per second used when communicating with the Kubernetes API, not including bursting
      --registry-config string  path to the registry config file (default "<dir>/.config/helm/registry/config.json")
      --repository-cache string  path to the directory containing cached repository indexes (default "<dir>/.cache/helm/repository")
      --repository-config string  path to the file containing repository names and URLs (default "<dir>/.config/helm/repositories.yaml")

Use "helm get [command] --help" for more information about a command.
Error: kubernetes cluster unreachable: stat none: no such file or directory
Error: list: failed to list: secrets is forbidden: User "nobody" cannot list resource "secrets" in API group "" in the namespace "g-tools-helm-author"
release "r" uninstalled
! Error: unknown command "nope" for "helm"
! Run 'helm --help' for usage.
! Error: "helm list" accepts no arguments
! 
! Usage:  helm list [flags]
! Error: kubernetes cluster unreachable: context "nope" does not exist
