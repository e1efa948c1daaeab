$ kubectl apply -f - <<'Y'
> apiVersion: v1
> kind: Service
> metadata: {name: web}
> spec: {clusterIP: None, selector: {app: web}, ports: [{port: 80, name: http}]}
> ---
> apiVersion: apps/v1
> kind: StatefulSet
> metadata: {name: web}
> spec:
>   serviceName: web
>   replicas: 3
>   selector: {matchLabels: {app: web}}
>   template:
>     metadata: {labels: {app: web}}
>     spec:
>       terminationGracePeriodSeconds: 1
>       containers:
>       - name: c
>         image: nginx:1.27
>         env: [{name: INDEX, valueFrom: {fieldRef: {fieldPath: "metadata.labels['apps.kubernetes.io/pod-index']"}}}]
>         readinessProbe: {httpGet: {port: 80}, periodSeconds: 1}
> Y
service/web created
statefulset.apps/web created

$ kubectl rollout status sts/web --timeout=90s | tail -1; kubectl get pods
partitioned roll out complete: 3 new pods have been updated...
NAME  READY  STATUS  RESTARTS  AGE
web-0  1/1  Running  0  <age>
web-1  1/1  Running  0  <age>
web-2  1/1  Running  0  <age>

$ for i in 0 1 2; do kubectl exec web-$i -- sh -c 'echo $INDEX $(hostname) $(hostname -f)'; done
0 web-0 web-0.web.g-kubelet-statefulset-real.svc.cluster.local
1 web-1 web-1.web.g-kubelet-statefulset-real.svc.cluster.local
2 web-2 web-2.web.g-kubelet-statefulset-real.svc.cluster.local

$ kubectl exec web-0 -- sh -c 'for i in 0 1 2; do curl -s -m3 http://web-$i.web | grep -c Welcome; done'; kubectl get pods -o jsonpath='{range .items[*]}{.metadata.name} {.spec.hostname} {.spec.subdomain}{"\n"}{end}'
2
2
2
web-0 web-0 web
web-1 web-1 web
web-2 web-2 web

$ kubectl set image sts/web c=nginx:1.28; kubectl rollout status sts/web --timeout=90s | tail -1; kubectl get pods -o jsonpath='{range .items[*]}{.metadata.name} {.spec.containers[0].image}{"\n"}{end}'
statefulset.apps/web image updated
partitioned roll out complete: 3 new pods have been updated...
web-0 nginx:1.28
web-1 nginx:1.28
web-2 nginx:1.28

$ kubectl set image sts/web c=nginx:nope; kubectl wait --for=jsonpath='{.status.containerStatuses[0].state.waiting.reason}'=ImagePullBackOff pod/web-2 --timeout=60s; kubectl get pods; kubectl get sts web -o jsonpath='{.status.readyReplicas} {.status.updatedReplicas} {.status.currentReplicas}{"\n"}'
statefulset.apps/web image updated
pod/web-2 condition met
NAME  READY  STATUS  RESTARTS  AGE
web-0  1/1  Running  0  <age>
web-1  1/1  Running  0  <age>
web-2  0/1  ImagePullBackOff  0  <age>
2 1 2

$ kubectl rollout undo sts/web; kubectl delete pod web-2; kubectl rollout status sts/web --timeout=90s | tail -1; kubectl get pods
statefulset.apps/web rolled back
pod "web-2" deleted from g-kubelet-statefulset-real namespace
partitioned roll out complete: 3 new pods have been updated...
NAME  READY  STATUS  RESTARTS  AGE
web-0  1/1  Running  0  <age>
web-1  1/1  Running  0  <age>
web-2  1/1  Running  0  <age>
