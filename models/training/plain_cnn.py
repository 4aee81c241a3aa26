"""A plain convolutional network of about the same size as the small MedMamba: what the latter is compared with."""

from torch import nn

# (output channels, stride) of the 3x3 convolutions, each followed by BatchNorm and ReLU: from 224 to 7 pixels.
CONVOLUTIONS = ((32, 2), (32, 2), (64, 1), (64, 2), (128, 1), (128, 2), (224, 1), (224, 2))


class PlainCNN(nn.Module):
    """forward(x, taps) gives logits [batch, class], and fills taps["features"], as medmamba.MedMamba does."""

    def __init__(self, num_classes):
        super().__init__()
        layers, channels = [], 3
        for width, stride in CONVOLUTIONS:
            layers += [nn.Conv2d(channels, width, 3, stride=stride, padding=1, bias=False), nn.BatchNorm2d(width),
                       nn.ReLU()]
            channels = width
        self.convolutions = nn.Sequential(*layers)
        self.head = nn.Linear(channels, num_classes)

    @staticmethod
    def from_state_dict(state):
        network = PlainCNN(len(state["head.weight"]))
        network.load_state_dict(state)
        return network.eval()

    def block_names(self):
        """None: it has no scan to look at."""
        return []

    def forward(self, x, taps=None):
        features = self.convolutions(x)
        if taps is not None:
            taps["features"] = features
        return self.head(features.mean(dim=(2, 3)))
