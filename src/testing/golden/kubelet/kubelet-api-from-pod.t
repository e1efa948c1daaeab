$ kubectl create serviceaccount reader; kubectl create role reader --verb=get,list --resource=pods; kubectl create rolebinding reader --role=reader --serviceaccount=g-kubelet-api-from-pod:reader
serviceaccount/reader created
role.rbac.authorization.k8s.io/reader created
rolebinding.rbac.authorization.k8s.io/reader created

$ kubectl apply -f - <<'Y'
> apiVersion: v1
> kind: Pod
> metadata: {name: p, labels: {app: p}}
> spec:
>   serviceAccountName: reader
>   terminationGracePeriodSeconds: 0
>   containers:
>   - name: c
>     image: nginx:1.27
>     volumeMounts: [{name: t, mountPath: /tokens}]
>   volumes: [{name: t, projected: {sources: [{serviceAccountToken: {path: vault, audience: vault, expirationSeconds: 600}}, {serviceAccountToken: {path: api, expirationSeconds: 3607}}]}}]
> ---
> apiVersion: v1
> kind: Pod
> metadata: {name: none}
> spec: {automountServiceAccountToken: false, terminationGracePeriodSeconds: 0, containers: [{name: c, image: "nginx:1.27"}]}
> Y
pod/p created
pod/none created

$ kubectl wait --for=condition=Ready pod/p pod/none --timeout=60s; kubectl exec p -- ls /var/run/secrets/kubernetes.io/serviceaccount; kubectl exec none -- ls /var/run/secrets
pod/p condition met
pod/none condition met
ca.crt
namespace
token
! ls: /var/run/secrets: No such file or directory
! command terminated with exit code 1
[1]

$ cat > get.sh <<'S'
> d=/var/run/secrets/kubernetes.io/serviceaccount; curl -s -m5 --cacert $d/ca.crt -H "Authorization: Bearer $(cat ${T:-$d/token})" -o /tmp/o -w '%{http_code}\n' https://kubernetes.default.svc$1; grep -oE '"(kind|message|reason)": "[^"]*"' /tmp/o | head -3
> S
> kubectl cp get.sh p:/get.sh; kubectl exec p -- sh /get.sh /api/v1/namespaces/g-kubelet-api-from-pod/pods
200
"kind": "PodList"

$ kubectl exec p -- sh /get.sh /api/v1/namespaces/g-kubelet-api-from-pod/secrets; kubectl exec p -- sh /get.sh /api/v1/nodes; kubectl exec p -- sh /get.sh /healthz; kubectl exec p -- cat /tmp/o; echo
403
"kind": "Status"
"message": "secrets is forbidden: User \"
"reason": "Forbidden"
403
"kind": "Status"
"message": "nodes is forbidden: User \"
"reason": "Forbidden"
200
ok

$ kubectl exec p -- sh -c 'T=/tokens/vault sh /get.sh /version; T=/tokens/api sh /get.sh /api/v1/namespaces/g-kubelet-api-from-pod/pods/p; T=/dev/null sh /get.sh /version'
401
"kind": "Status"
"message": "Unauthorized"
"reason": "Unauthorized"
200
"kind": "Pod"
200

$ for f in /var/run/secrets/kubernetes.io/serviceaccount/token /tokens/vault /tokens/api; do kubectl exec p -- cat $f | cut -d. -f2 | tr '_-' '/+' | base64 -d 2>/dev/null | node -e 'const t=require("fs").readFileSync(0,"utf8");const c=JSON.parse(t.slice(0,t.lastIndexOf("}")+1));console.log(c.exp-c.iat,c.aud.length===1&&c.aud[0].startsWith("https")?"api":c.aud,(c["kubernetes.io"].warnafter??c.iat)-c.iat,c.sub,Object.keys(c).join(),Object.keys(c["kubernetes.io"]).join())'; done
31536000 api 3607 system:serviceaccount:g-kubelet-api-from-pod:reader aud,exp,iat,iss,jti,kubernetes.io,nbf,sub namespace,node,pod,serviceaccount,warnafter
600 [ 'vault' ] 0 system:serviceaccount:g-kubelet-api-from-pod:reader aud,exp,iat,iss,jti,kubernetes.io,nbf,sub namespace,node,pod,serviceaccount
31536000 api 3607 system:serviceaccount:g-kubelet-api-from-pod:reader aud,exp,iat,iss,jti,kubernetes.io,nbf,sub namespace,node,pod,serviceaccount,warnafter

$ kubectl exec p -- sh -c 'cd /var/run/secrets/kubernetes.io/serviceaccount; cat namespace; echo; head -1 ca.crt; ls -la | tail -n +2 | sed -E "s/ +/ /g" | cut -d" " -f1,3,4,9-' | sed -E 's/\.\.2[0-9_.]+/..DATE/'
g-kubelet-api-from-pod
-----BEGIN CERTIFICATE-----
drwxrwxrwt root root .
drwxr-xr-x root root ..
drwxr-xr-x root root ..DATE
lrwxrwxrwx root root ..data -> ..DATE
lrwxrwxrwx root root ca.crt -> ..data/ca.crt
lrwxrwxrwx root root namespace -> ..data/namespace
lrwxrwxrwx root root token -> ..data/token

$ kubectl auth whoami --token=$(kubectl exec p -- cat /tokens/api) -o jsonpath='{.status.userInfo.username} {.status.userInfo.groups} {.status.userInfo.extra.authentication\.kubernetes\.io/pod-name}{"\n"}'; kubectl get pods --token=$(kubectl exec p -- cat /tokens/vault)
admin ["system:masters","system:authenticated"]
NAME  READY  STATUS  RESTARTS  AGE
none  1/1  Running  0  <age>
p  1/1  Running  0  <age>

$ kubectl delete pod p none
pod "p" deleted from g-kubelet-api-from-pod namespace
pod "none" deleted from g-kubelet-api-from-pod namespace
