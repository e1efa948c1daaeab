$ kubectl create sa ci; kubectl create role deployer --verb=get,list,watch,create,patch,update --resource=deployments.apps,services,configmaps; kubectl create rolebinding ci --role=deployer --serviceaccount=$NS:ci
serviceaccount/ci created
role.rbac.authorization.k8s.io/deployer created
rolebinding.rbac.authorization.k8s.io/ci created

$ T=$(kubectl create token ci --duration=1h); S=$(kubectl config view --raw --minify -o jsonpath='{.clusters[0].cluster.server}'); kubectl config set-credentials ci --token=$T; kubectl config set-context ci --cluster=$(kubectl config view --minify -o jsonpath='{.clusters[0].name}') --user=ci --namespace=$NS; kubectl config use-context ci
User "ci" set.
Context "ci" created.
Switched to context "ci".

$ kubectl auth whoami | sed -E 's/"credential-id.*//;s/JTI=.*/JTI=x/'
ATTRIBUTE  VALUE
Username  system:serviceaccount:g-tools-ci-deployer:ci
UID  <uid>
Groups  [system:serviceaccounts system:serviceaccounts:g-tools-ci-deployer system:authenticated]
Extra: authentication.kubernetes.io/credential-id  [JTI=x

$ kubectl create deploy web --image=nginx; kubectl set image deploy/web nginx=nginx:1.28; kubectl scale deploy web --replicas=2; kubectl rollout status deploy/web --timeout=30s | tail -1
deployment.apps/web created
deployment.apps/web image updated
deployment "web" successfully rolled out
! Error from server (Forbidden): deployments.apps "web" is forbidden: User "system:serviceaccount:g-tools-ci-deployer:ci" cannot patch resource "deployments/scale" in API group "apps" in the namespace "g-tools-ci-deployer"

$ kubectl get secrets; kubectl delete deploy web; kubectl get pods; kubectl exec web -- ls
! Error from server (Forbidden): secrets is forbidden: User "system:serviceaccount:g-tools-ci-deployer:ci" cannot list resource "secrets" in API group "" in the namespace "g-tools-ci-deployer"
! Error from server (Forbidden): deployments.apps "web" is forbidden: User "system:serviceaccount:g-tools-ci-deployer:ci" cannot delete resource "deployments" in API group "apps" in the namespace "g-tools-ci-deployer"
! Error from server (Forbidden): pods is forbidden: User "system:serviceaccount:g-tools-ci-deployer:ci" cannot list resource "pods" in API group "" in the namespace "g-tools-ci-deployer"
! Error from server (Forbidden): pods "web" is forbidden: User "system:serviceaccount:g-tools-ci-deployer:ci" cannot get resource "pods" in API group "" in the namespace "g-tools-ci-deployer"
[1]

$ kubectl auth can-i --list | sort | head -20
                                                [/.well-known/openid-configuration/]  []  [get]
                                                [/.well-known/openid-configuration]  []  [get]
                                                [/api/*]  []  [get]
                                                [/api]  []  [get]
                                                [/apis/*]  []  [get]
                                                [/apis]  []  [get]
                                                [/healthz]  []  [get]
                                                [/healthz]  []  [get]
                                                [/livez]  []  [get]
                                                [/livez]  []  [get]
                                                [/openapi/*]  []  [get]
                                                [/openapi]  []  [get]
                                                [/openid/v1/jwks/]  []  [get]
                                                [/openid/v1/jwks]  []  [get]
                                                [/readyz]  []  [get]
                                                [/readyz]  []  [get]
                                                [/version/]  []  [get]
                                                [/version/]  []  [get]
                                                [/version]  []  [get]
                                                [/version]  []  [get]

$ kubectl create token ci; kubectl create sa other
! error: failed to create token: serviceaccounts "ci" is forbidden: User "system:serviceaccount:g-tools-ci-deployer:ci" cannot create resource "serviceaccounts/token" in API group "" in the namespace "g-tools-ci-deployer"
! error: failed to create serviceaccount: serviceaccounts is forbidden: User "system:serviceaccount:g-tools-ci-deployer:ci" cannot create resource "serviceaccounts" in API group "" in the namespace "g-tools-ci-deployer"
[1]

$ kubectl create cm x --from-literal=a=b; kubectl patch cm x -p '{"data":{"a":"c"}}'; kubectl apply view-last-applied cm x; kubectl annotate cm x k=v; kubectl label svc --all a=b
configmap/x created
configmap/x patched
configmap/x annotated

$ kubectl get deploy web -o json | jq -c '[.metadata.managedFields[]|[.manager,.operation,.subresource]]'
! jq: error (at <stdin>:85): Cannot iterate over null (null)
[5]

$ echo "$T" | cut -d. -f2 | tr '_-' '/+' | base64 -d 2>/dev/null | jq -c '{sub,k:(."kubernetes.io"|keys),d:(.exp-.iat)}'
{"sub":"system:serviceaccount:g-tools-ci-deployer:ci","k":["namespace","serviceaccount"],"d":3600}

$ kubectl --token=bad get pods; kubectl --token= get deploy web -o name
deployment.apps/web
! error: You must be logged in to the server (Unauthorized)
