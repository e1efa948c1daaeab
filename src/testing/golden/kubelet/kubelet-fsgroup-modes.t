$ kubectl create secret generic sec --from-literal=k=v; kubectl create configmap cm --from-literal=run.sh='echo ran' --from-literal=plain=text
secret/sec created
configmap/cm created

$ kubectl apply -f - <<'Y'
> apiVersion: v1
> kind: Pod
> metadata: {name: p, labels: {app: web}}
> spec:
>   terminationGracePeriodSeconds: 0
>   securityContext: {fsGroup: 2000, runAsUser: 1000, runAsGroup: 3000, supplementalGroups: [4000, 5000]}
>   containers:
>   - name: c
>     image: busybox:1.36
>     command: [sleep, "3600"]
>     volumeMounts: [{name: e, mountPath: /e}, {name: s, mountPath: /s}, {name: c, mountPath: /c}, {name: d, mountPath: /d}, {name: pr, mountPath: /pr}, {name: ro, mountPath: /ro, readOnly: true}, {name: h, mountPath: /h}]
>   volumes:
>   - {name: e, emptyDir: {}}
>   - {name: ro, emptyDir: {medium: Memory, sizeLimit: 1Mi}}
>   - {name: s, secret: {secretName: sec, defaultMode: 0400}}
>   - {name: c, configMap: {name: cm, defaultMode: 0640, items: [{key: run.sh, path: bin/run.sh, mode: 0755}, {key: plain, path: plain}]}}
>   - {name: d, downwardAPI: {defaultMode: 0440, items: [{path: labels, fieldRef: {fieldPath: metadata.labels}}, {path: cpu, mode: 0444, resourceFieldRef: {containerName: c, resource: requests.cpu}}]}}
>   - {name: pr, projected: {defaultMode: 0444, sources: [{secret: {name: sec, items: [{key: k, path: deep/er/k, mode: 0400}]}}, {configMap: {name: cm}}, {serviceAccountToken: {path: token, expirationSeconds: 600}}]}}
>   - {name: h, hostPath: {path: /tmp/fsg, type: DirectoryOrCreate}}
> ---
> apiVersion: v1
> kind: Pod
> metadata: {name: q}
> spec:
>   terminationGracePeriodSeconds: 0
>   containers:
>   - {name: c, image: "busybox:1.36", command: [sleep, "3600"], volumeMounts: [{name: e, mountPath: /e}, {name: s, mountPath: /s}, {name: t, mountPath: /t}]}
>   - {name: u, image: "busybox:1.36", command: [sleep, "3600"], securityContext: {runAsUser: 65534}, volumeMounts: [{name: e, mountPath: /e}, {name: s, mountPath: /s}, {name: t, mountPath: /t}]}
>   volumes:
>   - {name: e, emptyDir: {}}
>   - {name: s, secret: {secretName: sec, defaultMode: 256}}
>   - {name: t, projected: {sources: [{serviceAccountToken: {path: token}}]}}
> Y
pod/p created
pod/q created

$ kubectl wait --for=condition=Ready pod/p pod/q --timeout=60s; kubectl exec p -- id
pod/p condition met
pod/q condition met
uid=1000 gid=3000 groups=2000,3000,4000,5000

$ kubectl exec p -- stat -c '%n %u:%g %a' /e /s /c /d /pr /ro /h
/e 0:2000 2777
/s 0:2000 3777
/c 0:2000 2777
/d 0:2000 3777
/pr 0:2000 3777
/ro 0:2000 3777
/h 0:0 755

$ kubectl exec p -- sh -c 'for f in /s/k /c/bin /c/bin/run.sh /c/plain /d/labels /d/cpu /pr/deep /pr/deep/er/k /pr/plain /pr/token; do stat -L -c "%n %u:%g %a" $f; done'
/s/k 0:2000 440
/c/bin 0:2000 2755
/c/bin/run.sh 0:2000 755
/c/plain 0:2000 640
/d/labels 0:2000 440
/d/cpu 0:2000 444
/pr/deep 0:2000 2755
/pr/deep/er/k 0:2000 440
/pr/plain 0:2000 444
/pr/token 1000:2000 640

$ kubectl exec p -- sh -c 'ls -la /s | sed -E "s/ +/ /g" | cut -d" " -f1-4,9-; ls -la /pr | sed -E "s/ +/ /g" | cut -d" " -f1-4,9-' | sed -E 's/\.\.[0-9_.]+/..DATE/'
total 4
drwxrwsrwt 3 root 2000 .
drwxr-xr-x 1 root root ..
drwxr-sr-x 2 root 2000 ..DATE
lrwxrwxrwx 1 root 2000 ..data -> ..DATE
lrwxrwxrwx 1 root 2000 k -> ..data/k
total 4
drwxrwsrwt 3 root 2000 .
drwxr-xr-x 1 root root ..
drwxr-sr-x 3 root 2000 ..DATE
lrwxrwxrwx 1 root 2000 ..data -> ..DATE
lrwxrwxrwx 1 root 2000 deep -> ..data/deep
lrwxrwxrwx 1 root 2000 plain -> ..data/plain
lrwxrwxrwx 1 root 2000 run.sh -> ..data/run.sh
lrwxrwxrwx 1 root 2000 token -> ..data/token

$ kubectl exec p -- sh -c 'touch /e/f && stat -c "%u:%g %a" /e/f; touch /ro/x; touch /h/x; /c/bin/run.sh; cat /s/k; echo; cat /d/labels; echo; cat /d/cpu; echo; rm /c/plain; echo x > /s/k'
1000:2000 644
ran
v
app="web"
topology.kubernetes.io/region="us-west-2"
topology.kubernetes.io/zone="us-west-2a"
0
! touch: /ro/x: Read-only file system
! touch: /h/x: Permission denied
! rm: can't remove '/c/plain': Read-only file system
! sh: can't create /s/k: Read-only file system
! command terminated with exit code 1
[1]

$ kubectl exec q -c c -- sh -c 'stat -c "%n %u:%g %a" /e /s /t; stat -L -c "%n %u:%g %a" /s/k /t/token; touch /e/f; stat -c "%u:%g %a" /e/f'
/e 0:0 777
/s 0:0 1777
/t 0:0 1777
/s/k 0:0 400
/t/token 0:0 644
0:0 644

$ kubectl exec q -c u -- sh -c 'id; cat /s/k; head -c 3 /t/token; echo; touch /e/g && stat -c "%u:%g %a" /e/g; rm /e/f && echo gone'
uid=65534(nobody) gid=65534(nogroup) groups=65534(nogroup)
eyJ
65534:65534 644
gone
! cat: can't open '/s/k': Permission denied

$ kubectl delete pod --all | sort
pod "p" deleted from g-kubelet-fsgroup-modes namespace
pod "q" deleted from g-kubelet-fsgroup-modes namespace
