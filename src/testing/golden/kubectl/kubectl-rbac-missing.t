$ kubectl create clusterrolebinding krm-1 --clusterrole=krm-none --user=krm-u; kubectl auth can-i get pods --as=krm-u; kubectl get pods --as=krm-u
clusterrolebinding.rbac.authorization.k8s.io/krm-1 created
no - RBAC: clusterrole.rbac.authorization.k8s.io "krm-none" not found
! Error from server (Forbidden): pods is forbidden: User "krm-u" cannot list resource "pods" in API group "" in the namespace "g-kubectl-rbac-missing": RBAC: clusterrole.rbac.authorization.k8s.io "krm-none" not found
[1]

$ kubectl create clusterrolebinding krm-2 --clusterrole=krm-none --group=krm-g; kubectl auth can-i get pods --as=krm-u --as-group=krm-g; kubectl get pods --as=krm-u --as-group=krm-g
clusterrolebinding.rbac.authorization.k8s.io/krm-2 created
no - RBAC: clusterrole.rbac.authorization.k8s.io "krm-none" not found
! Error from server (Forbidden): pods is forbidden: User "krm-u" cannot list resource "pods" in API group "" in the namespace "g-kubectl-rbac-missing": RBAC: clusterrole.rbac.authorization.k8s.io "krm-none" not found
[1]

$ kubectl get nodes --as=krm-u --as-group=krm-g; kubectl create rolebinding krm-4 --role=gone --user=krm-u; kubectl create rolebinding krm-5 --clusterrole=krm-none --user=krm-u; kubectl get pods --as=krm-u; kubectl auth can-i list pods --as=krm-u; kubectl auth can-i --list --as=krm-u | grep -c krm; kubectl create role x --verb=get --resource=pods --as=krm-u
rolebinding.rbac.authorization.k8s.io/krm-4 created
rolebinding.rbac.authorization.k8s.io/krm-5 created
no - RBAC: [clusterrole.rbac.authorization.k8s.io "krm-none" not found, role.rbac.authorization.k8s.io "gone" not found]
0
! Error from server (Forbidden): nodes is forbidden: User "krm-u" cannot list resource "nodes" in API group "" at the cluster scope: RBAC: clusterrole.rbac.authorization.k8s.io "krm-none" not found
! Error from server (Forbidden): pods is forbidden: User "krm-u" cannot list resource "pods" in API group "" in the namespace "g-kubectl-rbac-missing": RBAC: [clusterrole.rbac.authorization.k8s.io "krm-none" not found, role.rbac.authorization.k8s.io "gone" not found]
! Error from server (Forbidden): roles.rbac.authorization.k8s.io is forbidden: User "krm-u" cannot create resource "roles" in API group "rbac.authorization.k8s.io" in the namespace "g-kubectl-rbac-missing": RBAC: [clusterrole.rbac.authorization.k8s.io "krm-none" not found, role.rbac.authorization.k8s.io "gone" not found]
[1]

$ kubectl create role gone --verb=get,list --resource=pods; kubectl get pods --as=krm-u; kubectl auth can-i list pods --as=krm-u; kubectl auth can-i list cm --as=krm-u; kubectl create -f - -o json <<< '{apiVersion: authorization.k8s.io/v1, kind: SubjectAccessReview, spec: {user: krm-u, resourceAttributes: {verb: list, resource: pods, namespace: '$NS'}}}' | jq -c .status; kubectl create -f - -o json <<< '{apiVersion: authorization.k8s.io/v1, kind: SubjectAccessReview, spec: {user: krm-u, resourceAttributes: {verb: list, resource: secrets, namespace: '$NS'}}}' | jq -c .status
role.rbac.authorization.k8s.io/gone created
yes
no - RBAC: clusterrole.rbac.authorization.k8s.io "krm-none" not found
{"allowed":true,"reason":"RBAC: allowed by RoleBinding \"krm-4/g-kubectl-rbac-missing\" of Role \"gone\" to User \"krm-u\""}
{"allowed":false,"reason":"RBAC: clusterrole.rbac.authorization.k8s.io \"krm-none\" not found"}
! No resources found in g-kubectl-rbac-missing namespace.

$ kubectl delete clusterrolebinding krm-1 krm-2
clusterrolebinding.rbac.authorization.k8s.io "krm-1" deleted
clusterrolebinding.rbac.authorization.k8s.io "krm-2" deleted
