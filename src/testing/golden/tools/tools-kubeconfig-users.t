$ openssl genrsa -out j.key 2048 2>/dev/null; openssl req -new -key j.key -subj '/O=devs/O=qa/CN=jane' -out j.csr; cat <<Y | kubectl apply -f -
> apiVersion: certificates.k8s.io/v1
> kind: CertificateSigningRequest
> metadata: {name: g-tools-jane}
> spec: {request: $(base64 -w0 j.csr), signerName: kubernetes.io/kube-apiserver-client, expirationSeconds: 3600, usages: [client auth]}
> Y
certificatesigningrequest.certificates.k8s.io/g-tools-jane created

$ kubectl get csr g-tools-jane; kubectl describe csr g-tools-jane | grep -v Creation; kubectl certificate approve g-tools-jane; for i in $(seq 30); do kubectl get csr g-tools-jane -o jsonpath='{.status.certificate}' | grep -q . && break; sleep 0.1; done; kubectl get csr g-tools-jane
NAME  AGE  SIGNERNAME  REQUESTOR  REQUESTEDDURATION  CONDITION
g-tools-jane  <age>  kubernetes.io/kube-apiserver-client  admin  <age>  Pending
Name:  g-tools-jane
Labels:  <none>
Annotations:  kubectl.kubernetes.io/last-applied-configuration={"apiVersion":"certificates.k8s.io/v1","kind":"CertificateSigningRequest","metadata":{"annotations":{},"name":"g-tools-jane"},"spec":{"expirationSeconds":3600,"request":"<pem>","signerName":"kubernetes.io/kube-apiserver-client","usages":["client auth"]}}

Requesting User:  admin
Signer:  kubernetes.io/kube-apiserver-client
Requested Duration:  <age>
Status:  Pending
Subject:
         Common Name:  jane
         Serial Number:
         Organization:  devs
                         qa
Events:  <none>
certificatesigningrequest.certificates.k8s.io/g-tools-jane approved
NAME  AGE  SIGNERNAME  REQUESTOR  REQUESTEDDURATION  CONDITION
g-tools-jane  <age>  kubernetes.io/kube-apiserver-client  admin  <age>  Approved,Issued

$ kubectl get csr g-tools-jane -o jsonpath='{.status.certificate}' | base64 -d | openssl x509 -noout -subject -ext extendedKeyUsage,keyUsage | sed 's/ *$//'
subject=O = qa + O = devs, CN = jane
X509v3 Extended Key Usage:
    TLS Web Client Authentication

$ kubectl get csr g-tools-jane -o jsonpath='{.status.certificate}' | base64 -d > j.crt; kubectl config set-credentials jane --client-certificate=j.crt --client-key=j.key --embed-certs; kubectl --user=jane auth whoami | grep -v X509; kubectl --user=jane get pods
User "jane" set.
ATTRIBUTE  VALUE
Username  jane
Groups  [qa devs system:authenticated]
! Error from server (Forbidden): pods is forbidden: User "jane" cannot list resource "pods" in API group "" in the namespace "g-tools-kubeconfig-users"
[1]

$ kubectl create rolebinding qa --clusterrole=view --group=qa; sleep 0.3; kubectl --user=jane get pods; kubectl --user=jane get secrets; kubectl --user=jane auth can-i get pods; kubectl --user=jane auth can-i delete pods; kubectl --user=jane auth can-i get pods -A
rolebinding.rbac.authorization.k8s.io/qa created
yes
no
no
! No resources found in g-tools-kubeconfig-users namespace.
! Error from server (Forbidden): secrets is forbidden: User "jane" cannot list resource "secrets" in API group "" in the namespace "g-tools-kubeconfig-users"
[1]

$ kubectl auth can-i get pods --as=jane; kubectl auth can-i get pods --as=jane --as-group=qa; kubectl auth can-i '*' '*'; kubectl auth can-i list nodes --as=system:serviceaccount:$NS:default
no
yes
yes
no
! Warning: resource 'nodes' is not namespace scoped
[1]

$ kubectl certificate deny g-tools-jane; kubectl certificate approve g-nothere; kubectl delete csr g-tools-jane
certificatesigningrequest.certificates.k8s.io "g-tools-jane" deleted
! error: certificate signing request "g-tools-jane" is already Approved
! Error from server (NotFound): certificatesigningrequests.certificates.k8s.io "g-nothere" not found

$ cat <<Y | kubectl apply -f -
> apiVersion: certificates.k8s.io/v1
> kind: CertificateSigningRequest
> metadata: {name: g-tools-bad}
> spec: {request: $(base64 -w0 j.csr), signerName: kubernetes.io/kube-apiserver-client, usages: [server auth]}
> Y
> kubectl certificate approve g-tools-bad; sleep 0.5; kubectl get csr g-tools-bad -o jsonpath='{.status.conditions[*].type} {.status.conditions[*].reason} {.status.conditions[*].message}{"\n"}'; kubectl delete csr g-tools-bad
certificatesigningrequest.certificates.k8s.io/g-tools-bad created
certificatesigningrequest.certificates.k8s.io/g-tools-bad approved
Approved Failed KubectlApprove SignerValidationFailure This CSR was approved by kubectl certificate approve. invalid usage for client certificate: server auth
certificatesigningrequest.certificates.k8s.io "g-tools-bad" deleted

$ kubectl config view --minify -o json | jq -c '.contexts[0].context|keys'; kubectl config get-users | sort; kubectl config delete-user jane; kubectl config rename-context x y; kubectl config unset users.jane; kubectl config current-context | wc -l
["cluster","namespace","user"]
NAME
admin
jane
deleted user jane from <dir>/kubeconfig
Property "users.jane" unset.
1
! error: cannot rename the context "x", it's not in <dir>/kubeconfig
