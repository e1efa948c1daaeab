$ helm version --short; helm create shop && ls shop shop/templates
v4.1.4+g05fa379
Creating shop
shop:
Chart.yaml
charts
templates
values.yaml

shop/templates:
NOTES.txt
_helpers.tpl
deployment.yaml
hpa.yaml
httproute.yaml
ingress.yaml
service.yaml
serviceaccount.yaml
tests

$ helm lint shop; helm template r shop | grep -c '^kind:'
==> Linting shop
[INFO] Chart.yaml: icon is recommended

1 chart(s) linted, 0 chart(s) failed
4

$ helm install r shop --set replicaCount=2 --wait --timeout 60s | sed '/^LAST DEPLOYED/d;/^NOTES/,$d'
NAME: r
NAMESPACE: g-tools-helm-lifecycle
STATUS: deployed
REVISION: 1
DESCRIPTION: Install complete

$ helm list | cut -f1-3,5-; helm list -q; helm list --output json | jq -c '.[]|{name,namespace,revision,status,chart,app_version}'
NAME  NAMESPACE  REVISION  STATUS  CHART  APP VERSION
r  g-tools-helm-lifecycle  1  deployed  shop-0.1.0  1.16.0
r
{"name":"r","namespace":"g-tools-helm-lifecycle","revision":"1","status":"deployed","chart":"shop-0.1.0","app_version":"1.16.0"}

$ helm status r -o json | jq -c '{name,namespace,version,status:.info.status,description:.info.description}'
{"name":"r","namespace":"g-tools-helm-lifecycle","version":1,"status":"deployed","description":"Install complete"}

$ kubectl get deploy,svc,sa -l app.kubernetes.io/instance=r
NAME  READY  UP-TO-DATE  AVAILABLE  AGE
deployment.apps/r-shop  2/2  2  2  <age>

NAME  TYPE  CLUSTER-IP  EXTERNAL-IP  PORT(S)  AGE
service/r-shop  ClusterIP  <clusterip>  <none>  80/TCP  <age>

NAME  AGE
serviceaccount/r-shop  <age>

$ kubectl get secret -l owner=helm --show-labels | sed -E 's/modifiedAt=[0-9]+/modifiedAt=T/'
NAME  TYPE  DATA  AGE  LABELS
sh.helm.release.v1.r.v1  helm.sh/release.v1  1  <age>  modifiedAt=T,name=r,owner=helm,status=deployed,version=1

$ helm upgrade r shop --set replicaCount=3 --reuse-values --wait --timeout 60s | grep -E '^(STATUS|REVISION|Release)'
Release "r" has been upgraded. Happy Helming!
STATUS: deployed
REVISION: 2

$ helm get values r; helm get values r --revision 1 -o json; helm get values r --all | head -5
USER-SUPPLIED VALUES:
replicaCount: 3
{"replicaCount":2}
COMPUTED VALUES:
affinity: {}
autoscaling:
  enabled: false
  maxReplicas: 100

$ helm get manifest r | grep -E '^(kind|# Source)'; helm get hooks r | grep -E 'kind|hook'; helm get notes r | head -3; helm get metadata r | grep -v -e DEPLOYED -e LABELS
# Source: shop/templates/serviceaccount.yaml
kind: ServiceAccount
# Source: shop/templates/service.yaml
kind: Service
# Source: shop/templates/deployment.yaml
kind: Deployment
kind: Pod
    "helm.sh/hook": test
NOTES:
1. Get the application URL by running these commands:
  export POD_NAME=$(kubectl get pods --namespace g-tools-helm-lifecycle -l "app.kubernetes.io/name=shop,app.kubernetes.io/instance=r" -o jsonpath="{.items[0].metadata.name}")
NAME: r
CHART: shop
VERSION: 0.1.0
APP_VERSION: 1.16.0
ANNOTATIONS:
DEPENDENCIES:
NAMESPACE: g-tools-helm-lifecycle
REVISION: 2
STATUS: deployed
APPLY_METHOD: server-side apply

$ helm history r | awk -F'\t' '{print $1,$3,$4,$5,$6}'
REVISION STATUS  CHART  APP VERSION DESCRIPTION
1  superseded shop-0.1.0 1.16.0  Install complete
2  deployed  shop-0.1.0 1.16.0  Upgrade complete

$ helm rollback r 1 --wait --timeout 60s; kubectl get deploy r-shop -o jsonpath='{.spec.replicas}{"\n"}'; helm history r --max 2 | awk -F'\t' '{print $1,$3,$6}'
Rollback was a success! Happy Helming!
2
REVISION STATUS  DESCRIPTION
2  superseded Upgrade complete
3  deployed  Rollback to 1

$ helm rollback r 9
! Error: release has no 9 version
[1]

$ helm install r shop
! level=ERROR msg="release name check failed" error="cannot reuse a name that is still in use"
! Error: INSTALLATION FAILED: release name check failed: cannot reuse a name that is still in use
[1]

$ helm upgrade nope shop; helm upgrade --install nope shop --set replicaCount=0 | grep STATUS
STATUS: deployed
! Error: UPGRADE FAILED: "nope" has no deployed releases

$ helm uninstall r nope; helm uninstall r; helm status r
release "r" uninstalled
release "nope" uninstalled
! Error: uninstall: Release not loaded: r: release: not found
! Error: release: not found
[1]

$ helm install bad shop --set replicaCount=-1
! Error: INSTALLATION FAILED: Deployment.apps "bad-shop" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0
[1]

$ helm install bad shop --set service.type=Foo --dry-run=server | tail -3

NOTES:
1. Get the application URL by running these commands:

$ helm install bad shop --set image.tag=1 --set-string podLabels.x=y --set 'podAnnotations.a\.b/c=d' --dry-run=client | grep -E 'x: |a.b/c|image:'
      image: busybox
        a.b/c: d
        x: "y"
          image: "nginx:1"

$ helm uninstall gone --ignore-not-found; helm list -a
release "gone" uninstalled
! Error: unknown shorthand flag: 'a' in -a
[1]

$ kubectl get all
NAME  TYPE  CLUSTER-IP  EXTERNAL-IP  PORT(S)  AGE
service/bad-shop  ClusterIP  <clusterip>  <none>  80/TCP  <age>
